package bitline.tensor.simd;

import bitline.tensor.Workers;

/// Cuts a product into tasks of a strip of panels by a block of rows and shares them out.
final class PanelTasks {
  /// Makes rows `i` to `i + rows` of columns `j` to `j + columns`. `panels` is the thread's own.
  interface Task {
    void run(Panels panels, int i, int rows, int j, int columns);
  }

  private PanelTasks() {}

  /// `m` rows by `n` columns. Rows are cut only where the panels are too few for the threads, since
  /// each block of rows copies the panels anew.
  static void run(Workers workers, int m, int n, Task task) {
    if (m == 0 || n == 0) {
      return;
    }
    int threads = workers.threads();
    int panels = Math.ceilDiv(n, Lanes.PANEL);
    int enough = threads == 1 ? 1 : 2 * threads;
    int strip = Math.clamp(panels / enough, 1, Panels.STRIP) * Lanes.PANEL;
    int strips = Math.ceilDiv(n, strip);
    int rows =
        Math.ceilDiv(Math.ceilDiv(m, Math.ceilDiv(enough, strips)), FloatTiles.ROWS)
            * FloatTiles.ROWS;
    int blocks = Math.ceilDiv(m, rows);
    long tasks = (long) strips * blocks;
    int parts = threads == 1 ? 1 : (int) Math.min(tasks, 4L * threads);
    workers.run(
        parts,
        part -> {
          Panels own = Panels.ofThread();
          long to = tasks * (part + 1) / parts;
          for (long t = tasks * part / parts; t < to; t++) {
            int i = (int) (t % blocks) * rows;
            int j = (int) (t / blocks) * strip;
            task.run(own, i, Math.min(rows, m - i), j, Math.min(strip, n - j));
          }
        });
  }
}
