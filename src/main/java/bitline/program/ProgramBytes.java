package bitline.program;

import bitline.graph.TextForm;
import bitline.text.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/// A program's canonical bytes, UTF-8 text with one line a fact, and their SHA-256. Equal programs
/// have equal bytes on any machine. The chip stands there in full, the graph in its text form,
/// which names large constants by hash; each layer with its coding, range, row groups and tiles,
/// its weights by hash or what is written in their place. Names are quoted as the text form quotes
/// them, so that none can be mistaken for another line.
public final class ProgramBytes {
  private ProgramBytes() {}

  /// The bytes; format [Program#VERSION].
  static byte[] of(Program program) {
    StringBuilder out = new StringBuilder();
    line(out, "bitline program", Program.VERSION);
    line(out, "chip", Json.text(program.chip()).strip().replace("\n", "\n  "));
    out.append(TextForm.print(program.graph()));
    new TreeMap<>(program.inputs()).forEach((name, shape) -> line(out, "input", name(name), shape));
    line(out, "arrays", program.arraysUsed());
    program.segments().forEach(s -> line(out, "segment", s.from(), s.to()));
    for (ArrayLayer layer : program.layers()) {
      layer("layer", layer, out);
      Double on = program.rowsOn().get(layer.node());
      if (on != null) {
        line(out, "  rows on", on);
      }
      int copy = 0;
      for (List<Tile> tiles : program.copies().getOrDefault(layer.node(), List.of())) {
        tiles("  copy " + ++copy, tiles, out);
      }
    }
    program.vectorProducts().forEach(product -> layer("vector product", product, out));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The SHA-256 of the canonical bytes, in hexadecimal.
  public static String sha256(Program program) {
    return HexFormat.of().formatHex(digest().digest(of(program)));
  }

  private static void layer(String what, ArrayLayer layer, StringBuilder out) {
    line(out, what, name(layer.node()), layer.operator());
    line(
        out,
        "  input",
        name(layer.input()),
        "zero",
        layer.inputZero(),
        name(layer.inputZeroValue()));
    line(out, "  output", name(layer.output()), layer.outputShape());
    line(out, "  unrolling", layer.unrolling());
    line(out, "  coding", layer.coding());
    line(out, "  active rows", layer.activeRows());
    AdcRange range = layer.range();
    if (range != null) {
      line(out, "  adc lo", hex(range.lo()), "step", hex(range.step()), "codes", range.codes());
    }
    switch (layer.contents()) {
      case Contents.Weights(int[] weights) ->
          line(
              out,
              "  weights",
              hash(weights.length, Integer.BYTES, (bytes, i) -> bytes.putInt(weights[i])));
      case Contents.Activation(String value, int zero, int bits, boolean signed) ->
          line(
              out,
              "  written while running",
              name(value),
              "zero",
              zero,
              "bits",
              bits,
              signed ? "signed" : "unsigned");
    }
    int[] zeros = layer.weightZeros();
    if (zeros != null) {
      line(
          out,
          "  weight zeros",
          hash(zeros.length, Integer.BYTES, (bytes, i) -> bytes.putInt(zeros[i])));
    }
    double[] scales = layer.scales();
    if (scales != null) {
      line(
          out,
          "  scales",
          hash(scales.length, Double.BYTES, (bytes, i) -> bytes.putDouble(scales[i])));
    }
    float[] biases = layer.biases();
    if (biases != null) {
      line(
          out,
          "  biases",
          hash(biases.length, Float.BYTES, (bytes, i) -> bytes.putFloat(biases[i])));
    }
    layer.rowGroups().forEach(group -> line(out, "  rows", group.from(), group.to()));
    tiles("  tile", layer.tiles(), out);
  }

  private static void tiles(String what, List<Tile> tiles, StringBuilder out) {
    for (Tile t : tiles) {
      line(
          out,
          what,
          "array",
          t.array(),
          "set",
          t.weightSet(),
          "group",
          t.group(),
          "rows",
          t.fromRow(),
          t.toRow(),
          "columns",
          t.fromColumn(),
          t.toColumn(),
          "at",
          t.row(),
          t.column());
    }
  }

  private static void line(StringBuilder out, Object... words) {
    for (int i = 0; i < words.length; i++) {
      out.append(i == 0 ? "" : " ").append(words[i]);
    }
    out.append('\n');
  }

  private static String name(String name) {
    return name.isEmpty() ? "_" : TextForm.name(name);
  }

  private static String hex(double value) {
    return Double.toHexString(value);
  }

  /// The SHA-256 of so many numbers, big-endian, `size` bytes each.
  private static String hash(int count, int size, ObjIntConsumer<ByteBuffer> put) {
    MessageDigest digest = digest();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    for (int i = 0; i < count; i++) {
      if (bytes.remaining() < size) {
        digest.update(bytes.flip());
        bytes.clear();
      }
      put.accept(bytes, i);
    }
    digest.update(bytes.flip());
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
