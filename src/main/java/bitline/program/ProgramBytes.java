package bitline.program;

import bitline.graph.TextForm;
import bitline.text.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

/// A program's canonical bytes, UTF-8 text with one line a fact, and their SHA-256. Equal programs have equal bytes on any
/// machine. The chip stands there in full, the graph in its text form, which names large constants by hash; each layer
/// with its coding, range, row groups and tiles, its weights by hash.
public final class ProgramBytes {
  private ProgramBytes() {}

  public static byte[] of(Program program) {
    StringBuilder out = new StringBuilder();
    out.append("bitline program ").append(Program.VERSION).append('\n');
    out.append("chip ").append(Json.text(program.chip()).replace("\n", "\n  ").strip()).append('\n');
    out.append(TextForm.print(program.graph())).append('\n');
    new TreeMap<>(program.inputs()).forEach((name, shape) -> out.append("input ").append(name).append(' ').append(shape).append('\n'));
    for (ArrayLayer layer : program.layers()) {
      layer(layer, out);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The SHA-256 of the canonical bytes, in hexadecimal.
  public static String sha256(Program program) {
    return HexFormat.of().formatHex(digest().digest(of(program)));
  }

  private static void layer(ArrayLayer layer, StringBuilder out) {
    out.append("layer ").append(layer.node()).append(' ').append(layer.operator()).append('\n');
    out.append("  input ").append(layer.input()).append(" zero ").append(layer.inputZero()).append(' ')
        .append(layer.inputZeroValue()).append('\n');
    out.append("  output ").append(layer.output()).append(' ').append(layer.outputShape()).append('\n');
    out.append("  unrolling ").append(layer.unrolling()).append('\n');
    out.append("  coding ").append(layer.coding()).append('\n');
    var range = layer.range();
    if (range != null) {
      out.append(
          String.format(
              Locale.ROOT, "  adc lo %s step %s codes %d%n", hex(range.lo()), hex(range.step()), range.codes())
              .replace("\r", ""));
    }
    out.append("  weights ").append(hash(layer.weights())).append('\n');
    int[] zeros = layer.weightZeros();
    if (zeros != null) {
      out.append("  weight zeros ").append(hash(zeros)).append('\n');
    }
    double[] scales = layer.scales();
    if (scales != null) {
      ByteBuffer buffer = ByteBuffer.allocate(scales.length * Double.BYTES);
      buffer.asDoubleBuffer().put(scales);
      out.append("  scales ").append(hash(buffer)).append('\n');
    }
    float[] biases = layer.biases();
    if (biases != null) {
      ByteBuffer buffer = ByteBuffer.allocate(biases.length * Float.BYTES);
      buffer.asFloatBuffer().put(biases);
      out.append("  biases ").append(hash(buffer)).append('\n');
    }
    for (RowGroup group : layer.rowGroups()) {
      out.append("  rows ").append(group.from()).append(' ').append(group.to()).append('\n');
    }
    for (Tile t : layer.tiles()) {
      out.append("  tile array ").append(t.array()).append(" set ").append(t.weightSet()).append(" group ").append(t.group())
          .append(" rows ").append(t.fromRow()).append(' ').append(t.toRow()).append(" columns ").append(t.fromColumn())
          .append(' ').append(t.toColumn()).append(" at ").append(t.row()).append(' ').append(t.column()).append('\n');
    }
  }

  private static String hex(double value) {
    return Double.toHexString(value);
  }

  private static String hash(int[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES));
    buffer.asIntBuffer().put(values);
    return hash(buffer);
  }

  private static String hash(ByteBuffer bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
