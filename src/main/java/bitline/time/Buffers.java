package bitline.time;

import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The buffers of a flow: how large each is, and which lie outside the chip because its own
/// memories are full, the largest first.
///
/// Those that hold a value whole have room for two, so that the next picture can come in while this
/// one is read, where all that fits on the chip.
final class Buffers {
  private final Map<String, List<Buffer>> ofValue = new HashMap<>();
  private final List<Buffer> all = new ArrayList<>();
  private final Map<String, List<String>> madeWith = new HashMap<>();

  /// Bytes on the chip in the segment that needs most; known once they are laid out.
  private double onChip;

  Buffer add(Buffer buffer) {
    ofValue.computeIfAbsent(buffer.value, _ -> new ArrayList<>()).add(buffer);
    all.add(buffer);
    return buffer;
  }

  /// Tells that one process makes these values together, row by row: readers of one then wait for
  /// the space of the others, too.
  void together(List<String> values) {
    values.forEach(value -> madeWith.put(value, values));
  }

  private boolean severalReaders(String value) {
    int readers = 0;
    for (String with : madeWith.getOrDefault(value, List.of(value))) {
      readers += of(with).size();
    }
    return readers > 1;
  }

  /// Those that a value is put into.
  List<Buffer> of(String value) {
    return ofValue.getOrDefault(value, List.of());
  }

  double onChip() {
    return onChip;
  }

  /// Values that pass through the memory outside, in the order of their names.
  List<String> outside() {
    TreeSet<String> values = new TreeSet<>();
    all.stream().filter(buffer -> buffer.outside).forEach(buffer -> values.add(buffer.value));
    return List.copyOf(values);
  }

  /// Gives each its size and its stores.
  ///
  /// @param batch pictures that a buffer between two segments holds
  void layOut(Program program, int segments, int batch, Flow.Builder flow) {
    Chip chip = program.chip();
    double room = room(program);
    size(batch, 2);
    for (int segment = 0; segment < segments; segment++) {
      if (bytes(segment) > room) {
        size(batch, 1);
      }
    }
    for (int segment = 0; segment < segments; segment++) {
      onChip = Math.max(onChip, fit(chip, segment, room));
    }
    for (Buffer buffer : all) {
      double bytes = buffer.outside ? 0 : buffer.rowBytes;
      buffer.space =
          flow.store(Flow.Store.space("space for " + buffer.value, buffer.capacity, bytes));
      buffer.contents = flow.store(Flow.Store.contents("rows of " + buffer.value, buffer.capacity));
    }
  }

  /// @param times that buffers of whole values hold one
  private void size(int batch, int times) {
    for (Buffer buffer : all) {
      int whole = buffer.rows.rows();
      boolean kept = severalReaders(buffer.value) || buffer.rows.most() >= whole;
      long rows = kept ? (long) times * whole : buffer.rows.most() + 1L;
      buffer.capacity = buffer.from < buffer.to ? Math.max(rows, (long) batch * whole) : rows;
    }
  }

  private double bytes(int segment) {
    return all.stream()
        .filter(buffer -> buffer.from <= segment && segment <= buffer.to)
        .mapToDouble(Buffer::bytes)
        .sum();
  }

  /// Moves buffers outside until the rest fits in a segment; returns its bytes.
  private double fit(Chip chip, int segment, double room) {
    List<Buffer> here = new ArrayList<>();
    double bytes = 0;
    for (Buffer buffer : all) {
      if (!buffer.outside && buffer.from <= segment && segment <= buffer.to) {
        here.add(buffer);
        bytes += buffer.bytes();
      }
    }
    here.sort((a, b) -> {
      int larger = Double.compare(b.bytes(), a.bytes());
      return larger != 0 ? larger : a.value.compareTo(b.value);
    });
    for (int i = 0; bytes > room && i < here.size() && chip.outside() != null; i++) {
      here.get(i).outside = true;
      bytes -= here.get(i).bytes();
    }
    if (bytes > room) {
      throw new Problem(
          "buffers of "
              + Math.round(bytes / 1024)
              + " KiB do not fit the "
              + Math.round(room / 1024)
              + " KiB of memory on "
              + chip.name()
              + ", which describes no memory outside with a bandwidth; add one to 'memories'");
    }
    return bytes;
  }

  /// Bytes for activations on the chip, beside the weights that wait there; without limit where the
  /// chip tells of none.
  private static double room(Program program) {
    Chip chip = program.chip();
    Memory buffer = chip.core().buffer();
    double bytes = buffer == null ? 0 : buffer.size() * chip.cores();
    boolean told = buffer != null;
    for (Memory memory : chip.memories()) {
      if (memory.type().onChip()) {
        bytes += memory.size();
        told = true;
      }
    }
    Memory waiting = program.weightsWait();
    if (waiting != null && waiting.type().onChip()) {
      bytes -= program.weightBytes();
    }
    return told ? bytes : Double.POSITIVE_INFINITY;
  }
}
