package bitline.task;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/// Reads pictures: PNG, JPEG, GIF and BMP, Netpbm's grey and colour maps, and `.npy` arrays of
/// bytes (height x width, or with 3 channels last). Samples are taken as they stand: colour
/// profiles, the camera's turn (EXIF) and transparency are not applied, as the usual training
/// pipelines do not. Samples wider than 8 bits lose their low bits.
///
/// JPEG decoders may differ by a grey level or two from each other; the JDK's own is asked first.
final class Pictures {
  /// More pixels than any camera for a car has; a file that claims more is refused before it is
  /// decoded.
  public static final long MOST_PIXELS = 64L << 20;

  private static final long MOST_BYTES = 256L << 20;
  private static final List<String> ENDINGS =
      List.of(".png", ".jpg", ".jpeg", ".ppm", ".pgm", ".pnm", ".bmp", ".gif", ".npy");

  private Pictures() {}

  /// The picture in a file; a [Problem] of one line when it cannot be read.
  static Picture read(Path file) {
    return place(file, bytes -> decode(file.getFileName().toString(), bytes));
  }

  /// The numbers in a label picture: grey levels or palette indices as they stand. A [Problem]
  /// where it has colours: that is a photograph in the labels' folder, or colours that stand for
  /// classes nobody listed.
  static LabelMap readLabels(Path file) {
    return place(file, bytes -> labels(bytes));
  }

  /// The pictures of a folder by file name, subfolders left out; a [Problem] when there is none.
  static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Problem.at(
          folder.toString(), Files.exists(folder) ? "not a folder of pictures" : "no such folder");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures =
          files
              .filter(Pictures::isPicture)
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
      if (pictures.isEmpty()) {
        String below = folderBelow(folder);
        throw Problem.at(
            folder.toString(),
            below == null
                ? "no picture in this folder; put " + String.join(", ", ENDINGS) + " files there"
                : "no picture in this folder, but there are some in " + below + "; name that one");
      }
      return pictures;
    } catch (IOException e) {
      throw new Problem(folder + ": cannot be listed (" + e.getMessage() + ")", e);
    }
  }

  /// The first of the folders in a folder that holds pictures, or null where none does.
  private static @Nullable String folderBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path below :
          files.filter(Files::isDirectory).filter(Files::isReadable).sorted().toList()) {
        try (Stream<Path> inside = Files.list(below)) {
          if (inside.anyMatch(Pictures::isPicture)) {
            return below.toString();
          }
        }
      }
    }
    return null;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file);
  }

  private interface Decoding<T> {
    T decode(byte[] bytes) throws IOException;
  }

  private static <T> T place(Path file, Decoding<T> decoding) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Problem(
            "a file of "
                + (Files.size(file) >> 20)
                + " MiB is larger than any picture that is read (256 MiB)");
      }
      return decoding.decode(Files.readAllBytes(file));
    } catch (Problem problem) {
      throw Problem.at(file.toString(), problem.getMessage());
    } catch (NoSuchFileException e) {
      throw new Problem(file + ": no such file", e);
    } catch (IOException e) {
      throw new Problem(file + ": cannot be read as a picture (" + e.getMessage() + ")", e);
    }
  }

  static void checkSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new Problem(width + "x" + height + " pixels; a picture has at least one");
    }
    if ((long) width * height > MOST_PIXELS) {
      throw new Problem(
          width
              + "x"
              + height
              + " pixels; pictures of at most "
              + (MOST_PIXELS >> 20)
              + " megapixels are read, make it smaller");
    }
  }

  private static Picture decode(String name, byte[] bytes) throws IOException {
    if (NetPbm.isNetPbm(bytes)) {
      return NetPbm.read(name, bytes);
    }
    if (isNpy(bytes)) {
      return array(name, bytes);
    }
    BufferedImage image = image(bytes);
    return new Picture(name, image.getWidth(), image.getHeight(), samples(image));
  }

  private static LabelMap labels(byte[] bytes) throws IOException {
    if (NetPbm.isNetPbm(bytes) || isNpy(bytes)) {
      Picture picture = decode("labels", bytes);
      byte[] values = new byte[picture.width() * picture.height()];
      for (int i = 0; i < values.length; i++) {
        values[i] = picture.rgb()[3 * i];
        checkGrey(values[i] == picture.rgb()[3 * i + 1] && values[i] == picture.rgb()[3 * i + 2]);
      }
      return new LabelMap(picture.width(), picture.height(), values);
    }
    BufferedImage image = image(bytes);
    Raster raster = image.getRaster();
    byte[] values = new byte[image.getWidth() * image.getHeight()];
    int[] row = new int[image.getWidth()];
    int[] other = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int band = 1; band < 3 && raster.getNumBands() >= 3; band++) {
        checkGrey(Arrays.equals(row, raster.getSamples(0, y, row.length, 1, band, other)));
      }
      for (int x = 0; x < row.length; x++) {
        values[y * row.length + x] = (byte) Math.min(row[x], 255);
      }
    }
    return new LabelMap(image.getWidth(), image.getHeight(), values);
  }

  private static void checkGrey(boolean grey) {
    if (!grey) {
      throw new Problem(
          "a picture in colours; a label picture is grey or has a palette, each pixel a class or a lane");
    }
  }

  /// Decoders throw what they like on a broken file; whatever it is, the file is at fault.
  private static BufferedImage image(byte[] bytes) throws IOException {
    String why = "not a PNG, JPEG, GIF, BMP, PPM or NumPy file";
    for (ImageReader reader : readers(bytes)) {
      try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
        reader.setInput(in, true, true);
        checkSize(reader.getWidth(0), reader.getHeight(0));
        return reader.read(0);
      } catch (IOException
          | IllegalArgumentException
          | IllegalStateException
          | IndexOutOfBoundsException
          | NegativeArraySizeException
          | NullPointerException
          | ClassCastException
          | ArithmeticException e) {
        why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      } finally {
        reader.dispose();
      }
    }
    throw new Problem("cannot be read as a picture (" + why + ")");
  }

  private static List<ImageReader> readers(byte[] bytes) throws IOException {
    List<ImageReader> readers = new ArrayList<>();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      for (Iterator<ImageReader> found = ImageIO.getImageReaders(in); found.hasNext(); ) {
        readers.add(found.next());
      }
    }
    readers.sort(
        Comparator.comparing(reader -> !reader.getClass().getName().startsWith("com.sun.")));
    return readers;
  }

  private static byte[] samples(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[3 * width * height];
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    boolean plain =
        image.getColorModel() instanceof ComponentColorModel model
            && (model.getColorSpace().getType() == ColorSpace.TYPE_RGB ? bands >= 3 : bands <= 2)
            && (raster.getTransferType() == DataBuffer.TYPE_BYTE
                || raster.getTransferType() == DataBuffer.TYPE_USHORT);
    int shift = raster.getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
    int[] row = new int[width * Math.max(1, bands)];
    for (int y = 0; y < height; y++) {
      if (plain) {
        raster.getPixels(0, y, width, 1, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int i = 0; i < 3 * width; i++) {
        int value =
            plain
                ? row[i / 3 * bands + (bands < 3 ? 0 : i % 3)] >> shift
                : row[i / 3] >> (16 - 8 * (i % 3));
        rgb[3 * width * y + i] = (byte) value;
      }
    }
    return rgb;
  }

  private static boolean isNpy(byte[] bytes) {
    return bytes.length > 6 && bytes[0] == (byte) 0x93 && bytes[1] == 'N' && bytes[2] == 'U';
  }

  private static Picture array(String name, byte[] bytes) {
    Tensor tensor = Npy.decode(MemorySegment.ofArray(bytes));
    Shape shape = tensor.shape();
    boolean grey = shape.rank() == 2 || (shape.rank() == 3 && shape.size(2) == 1);
    if (tensor.type() != ElementType.UINT8
        || (!grey && (shape.rank() != 3 || shape.size(2) != 3))) {
      throw new Problem(
          "an array "
              + shape
              + " of "
              + tensor.type().text()
              + " is no picture; uint8 of height x width x 3 is");
    }
    checkSize(shape.size(1), shape.size(0));
    return picture(name, shape.size(1), shape.size(0), grey ? 1 : 3, (Tensor.Ints) tensor, 0);
  }

  /// A picture out of an array of many, from element `from` on, channels last.
  static Picture picture(
      String name, int width, int height, int channels, Tensor.Ints samples, int from) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) samples.data()[from + (channels == 3 ? i : i / 3)];
    }
    return new Picture(name, width, height, rgb);
  }
}
