package bitline.sim.fault;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.chip.Array;
import bitline.chip.Chip;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/// Fault maps as CSV. The first line names the columns, in any order: `array`, `weight_set`, `row`,
/// `column`, `stuck`, and where a cell holds a pair of devices maybe `device`. All count from 0.
/// `stuck` is `off` or `on`; `*` as row or column is the whole line, as device both (also without
/// that column). Empty lines and those that begin with `#` are left out. What is not named is fine.
final class FaultCsv {
  private static final List<String> NEEDED =
      List.of("array", "weight_set", "row", "column", "stuck");
  private static final String DEVICE = "device";
  private static final int ALL = -1;

  private final Path file;
  private final Chip chip;
  private final Array array;
  private final int devices;

  /// Which field is which; −1: not there.
  private final int[] order = new int[NEEDED.size() + 1];

  private int fields;
  private int line;

  /// A line of the file: what it says, and where.
  private record Entry(int line, int row, int column, int device, Stuck stuck) {}

  FaultCsv(Path file, Chip chip) {
    this.file = file;
    this.chip = chip;
    array = chip.array();
    devices = ArrayFaults.devices(array);
  }

  static String header(Chip chip) {
    return ArrayFaults.devices(chip.array()) == 2
        ? "array,weight_set,row,column,device,stuck"
        : String.join(",", NEEDED);
  }

  FaultMap read() {
    Map<Long, List<Entry>> entries = new TreeMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      boolean headed = false;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (text.isBlank() || text.startsWith("#")) {
          continue;
        }
        String[] cut = text.split(",", -1);
        if (!headed) {
          headed = true;
          head(cut);
          continue;
        }
        entry(cut, entries);
      }
      if (!headed) {
        throw Problem.at(
            file.toString(), "is empty; the first line is " + header(chip) + ", faults follow");
      }
    } catch (NoSuchFileException e) {
      throw new Problem(file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new Problem(file + ":" + (line + 1) + ": is no text; a fault map is CSV or .npy", e);
    } catch (IOException e) {
      if (Files.isDirectory(file)) {
        throw new Problem(file + ": is a folder; name a fault map, CSV or .npy", e);
      }
      throw new Problem(file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    FaultMap map = new FaultMap(file.toString(), chip.arrays());
    entries.forEach((key, told) -> map.put(key, cells(key, told)));
    return map;
  }

  private Problem problem(String what) {
    return Problem.at(file + ":" + line, what);
  }

  private void head(String[] names) {
    List<String> known = new ArrayList<>(NEEDED);
    known.add(DEVICE);
    Arrays.fill(order, -1);
    for (int i = 0; i < names.length; i++) {
      String name = word(names[i].replace("\uFEFF", ""));
      int at = known.indexOf(name);
      if (at < 0 || order[at] >= 0) {
        throw problem(
            (at < 0 ? "unknown column '" : "two columns '")
                + name
                + "' in the first line, which is "
                + header(chip)
                + Spelling.hint(name, at < 0 ? known : List.of()));
      }
      order[at] = i;
    }
    for (int i = 0; i < NEEDED.size(); i++) {
      if (order[i] < 0) {
        throw problem("no column '" + known.get(i) + "'; the first line is " + header(chip));
      }
    }
    if (order[NEEDED.size()] >= 0 && devices == 1) {
      throw problem(
          "a column 'device', but a cell of " + chip.name() + " has one device; leave it out");
    }
    fields = names.length;
  }

  private static String word(String field) {
    String word = field.strip();
    boolean quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
    return quoted ? word.substring(1, word.length() - 1).strip() : word;
  }

  private void entry(String[] cut, Map<Long, List<Entry>> entries) {
    if (cut.length != fields) {
      throw problem(cut.length + " fields where the first line names " + fields);
    }
    String[] words = new String[order.length];
    for (int i = 0; i < order.length; i++) {
      words[i] = order[i] < 0 ? "*" : word(cut[order[i]]);
    }
    int at = number(0, words[0], chip.arrays(), "arrays");
    int set = number(1, words[1], chip.macro().weightSets(), "weight sets");
    int row = line(2, words[2], array.rows(), array.spareRows(), "rows");
    int column = line(3, words[3], array.columns(), array.spareColumns(), "columns");
    Stuck stuck = null;
    for (Stuck state : List.of(Stuck.OFF, Stuck.ON)) {
      stuck = state.word().equals(words[4]) ? state : stuck;
    }
    if (stuck == null) {
      List<String> known = List.of("off", "on");
      throw problem(
          "stuck '" + words[4] + "' is neither off nor on" + Spelling.hint(words[4], known));
    }
    int device = words[5].equals("*") ? ALL : number(5, words[5], devices, "devices in a cell");
    entries
        .computeIfAbsent(FaultMap.key(at, set), _ -> new ArrayList<>())
        .add(new Entry(line, row, column, device, stuck));
  }

  private int line(int column, String word, int own, int spare, String what) {
    return word.equals("*")
        ? ALL
        : number(column, word, own + spare, what + (spare > 0 ? " with spare ones" : ""));
  }

  private int number(int column, String word, int count, String what) {
    String name = column < NEEDED.size() ? NEEDED.get(column) : DEVICE;
    if (word.isEmpty() || word.length() > 9 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw problem(
          name
              + " '"
              + word
              + "' is no number from 0"
              + (column == 2 || column == 3 ? ", nor * for the whole line" : ""));
    }
    int number = Integer.parseInt(word);
    if (number >= count) {
      throw problem(
          name
              + " "
              + number
              + " is beyond the "
              + count
              + " "
              + what
              + " of "
              + chip.name()
              + "; they count from 0 to "
              + (count - 1));
    }
    return number;
  }

  /// What the lines of one array say of each device; two that contradict one another are refused.
  private long[] cells(long key, List<Entry> told) {
    ArrayFaults faults = new ArrayFaults(array);
    int[] toldBy = new int[faults.rows() * faults.columns() * devices];
    long[] cells = new long[16];
    int count = 0;
    for (Entry entry : told) {
      int lastRow = entry.row == ALL ? faults.rows() - 1 : entry.row;
      int lastColumn = entry.column == ALL ? faults.columns() - 1 : entry.column;
      int lastDevice = entry.device == ALL ? devices - 1 : entry.device;
      for (int row = Math.max(0, entry.row); row <= lastRow; row++) {
        for (int column = Math.max(0, entry.column); column <= lastColumn; column++) {
          for (int device = Math.max(0, entry.device); device <= lastDevice; device++) {
            int at = (row * faults.columns() + column) * devices + device;
            Stuck before = faults.device(row, column, device);
            if (before != Stuck.FINE && before != entry.stuck) {
              line = entry.line;
              throw problem(
                  "the cell at row "
                      + row
                      + ", column "
                      + column
                      + " of array "
                      + (int) key
                      + " is stuck "
                      + entry.stuck.word()
                      + " here, but "
                      + before.word()
                      + " by line "
                      + toldBy[at]
                      + "; keep one");
            }
            if (before == Stuck.FINE) {
              faults.set(row, column, device, entry.stuck);
              toldBy[at] = entry.line;
              cells = count == cells.length ? Arrays.copyOf(cells, 2 * count) : cells;
              cells[count++] = FaultMap.packed(row, column, device, entry.stuck);
            }
          }
        }
      }
    }
    return Arrays.copyOf(cells, count);
  }

  /// Writes an array's faults: whole rows, then whole columns, then what is left cell by cell.
  ///
  /// @param array and weight set, as a line begins
  static void write(ArrayFaults faults, String array, StringBuilder out) {
    boolean pair = faults.devices() == 2;
    boolean[] rowTold = new boolean[faults.rows()];
    boolean[] columnTold = new boolean[faults.columns()];
    for (int row = 0; row < rowTold.length; row++) {
      int at = row;
      rowTold[row] =
          whole(faults.columns(), i -> faults.both(at, i), array + row + ",*", pair, out);
    }
    for (int column = 0; column < columnTold.length; column++) {
      int at = column;
      columnTold[column] =
          whole(faults.rows(), i -> faults.both(i, at), array + "*," + column, pair, out);
    }
    for (int row = 0; row < rowTold.length; row++) {
      for (int column = 0; !rowTold[row] && column < columnTold.length; column++) {
        for (int device = 0; !columnTold[column] && device < faults.devices(); device++) {
          Stuck stuck = faults.device(row, column, device);
          if (stuck != Stuck.FINE) {
            out.append(array).append(row).append(',').append(column).append(',');
            out.append(pair ? device + "," : "").append(stuck.word()).append('\n');
          }
        }
      }
    }
  }

  /// Writes a line whose cells are all stuck alike; false where they are not.
  private static boolean whole(
      int cells, IntUnaryOperator both, String place, boolean pair, StringBuilder out) {
    int first = both.applyAsInt(0);
    Stuck stuck = ArrayFaults.of(first, 0);
    if (stuck == Stuck.FINE || (pair && ArrayFaults.of(first, 1) != stuck)) {
      return false;
    }
    for (int i = 1; i < cells; i++) {
      if (both.applyAsInt(i) != first) {
        return false;
      }
    }
    out.append(place).append(pair ? ",*," : ",").append(stuck.word()).append('\n');
    return true;
  }
}
