package bitline.tensor.simd;

import bitline.tensor.Workers;

/// Cuts a product into tasks of one panel of columns by a block of rows and shares them out.
final class PanelTasks {
  /// Makes rows `i` to `i + rows` of the columns from `j` on. `panel` is the thread's own.
  interface Task {
    void run(Panel panel, int i, int rows, int j);
  }

  private PanelTasks() {}

  /// `m` rows by `panels` panels. Rows are cut only where the panels are too few for the threads, since each block of
  /// rows copies the panel anew.
  static void run(Workers workers, int m, int panels, Task task) {
    if (m == 0 || panels == 0) {
      return;
    }
    int threads = workers.threads();
    int wanted = threads == 1 ? 1 : Math.ceilDiv(2 * threads, panels);
    int rows = Math.ceilDiv(Math.ceilDiv(m, wanted), FloatTiles.ROWS) * FloatTiles.ROWS;
    int blocks = Math.ceilDiv(m, rows);
    long tasks = (long) panels * blocks;
    int parts = threads == 1 ? 1 : (int) Math.min(tasks, 4 * threads);
    workers.run(parts, part -> {
      Panel panel = new Panel();
      long to = tasks * (part + 1) / parts;
      for (long t = tasks * part / parts; t < to; t++) {
        int i = (int) (t % blocks) * rows;
        task.run(panel, i, Math.min(rows, m - i), (int) (t / blocks) * Lanes.PANEL);
      }
    });
  }
}
