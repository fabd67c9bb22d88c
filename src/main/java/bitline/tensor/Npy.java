package bitline.tensor;

import bitline.base.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// NumPy's array files (`.npy`, format 1.0 to 3.0), little-endian and in C order. Structured, text
/// and complex arrays are refused. Source: NumPy enhancement proposal 1, "A simple file format for
/// NumPy arrays".
public final class Npy {
  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d{1,2})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");

  private Npy() {}

  /// Reads a file; a [Problem] that names it when it is not a readable array.
  public static Tensor read(Path file) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      return decode(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (Problem problem) {
      throw Problem.at(file.toString(), problem.getMessage());
    } catch (IOException e) {
      throw new Problem(file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /// Reads an array file's bytes.
  public static Tensor decode(MemorySegment data) {
    if (data.byteSize() < 10 || at(data, 0) != 0x93 || !"NUMPY".equals(text(data, 1, 5))) {
      throw new Problem("not a NumPy array file: it does not begin with \\x93NUMPY");
    }
    boolean wide = at(data, 6) > 1;
    long start = wide ? 12 : 10;
    if (data.byteSize() < start) {
      throw new Problem("a NumPy array file cut inside its header");
    }
    long length =
        at(data, 8)
            | at(data, 9) << 8
            | (wide ? (long) (at(data, 10) | at(data, 11) << 8) << 16 : 0);
    if (length > 65536 || start + length > data.byteSize()) {
      throw new Problem("a header of " + length + " bytes in a file of " + data.byteSize());
    }
    String header = text(data, start, (int) length);
    Shape shape = shape(header);
    Matcher order = ORDER.matcher(header);
    if (order.find() && "True".equals(order.group(1)) && shape.rank() > 1) {
      throw new Problem("a NumPy array in Fortran order; store it in C order");
    }
    ElementType type = type(header);
    MemorySegment elements = data.asSlice(start + length);
    long needed = LittleEndian.bytes(type, shape.elements());
    if (elements.byteSize() < needed) {
      throw new Problem(
          "shape "
              + shape
              + " of "
              + type.text()
              + " takes "
              + needed
              + " bytes; the file holds "
              + elements.byteSize());
    }
    return LittleEndian.decode(type, shape, elements.asSlice(0, needed));
  }

  /// Writes a file of format 1.0. BFLOAT16 and 4-bit types have no NumPy name and are refused.
  public static void write(Path file, Tensor tensor) throws IOException {
    String sizes =
        Arrays.stream(tensor.shape().sizes())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String header =
        "{'descr': '"
            + descr(tensor.type())
            + "', 'fortran_order': False, 'shape': ("
            + sizes
            + (tensor.shape().rank() == 1 ? "," : "")
            + "), }";
    header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
      out.write(header.length() & 0xFF);
      out.write(header.length() >> 8);
      out.write(header.getBytes(StandardCharsets.ISO_8859_1));
      out.write(LittleEndian.encode(tensor));
    }
  }

  private static Shape shape(String header) {
    Matcher found = SHAPE.matcher(header);
    if (!found.find()) {
      throw new Problem("the header of the NumPy array file names no shape");
    }
    String[] parts = found.group(1).split("[,\\s]+");
    long[] sizes =
        Arrays.stream(parts)
            .map(part -> part.replace("L", ""))
            .filter(part -> !part.isEmpty())
            .mapToLong(part -> part.length() > 18 ? Long.MAX_VALUE : Long.parseLong(part))
            .toArray();
    return Shape.of(sizes);
  }

  private static ElementType type(String header) {
    Matcher found = DESCR.matcher(header);
    if (!found.find() || ">".equals(found.group(1))) {
      throw new Problem("the NumPy array is not of a plain little-endian type");
    }
    String name = found.group(2) + found.group(3);
    for (ElementType type : ElementType.values()) {
      if (type != ElementType.BFLOAT16
          && type.bits() >= 8
          && descr(type).substring(1).equals(name)) {
        return type;
      }
    }
    throw new Problem("NumPy type '" + name + "' is not supported");
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case FLOAT16 -> "<f2";
      case FLOAT -> "<f4";
      case DOUBLE -> "<f8";
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case UINT16 -> "<u2";
      case INT32 -> "<i4";
      case UINT32 -> "<u4";
      case INT64 -> "<i8";
      case UINT64 -> "<u8";
      default -> throw new Problem("NumPy has no type for " + type.text());
    };
  }

  private static int at(MemorySegment data, long i) {
    return data.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
  }

  private static String text(MemorySegment data, long from, int length) {
    return new String(
        data.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }
}
