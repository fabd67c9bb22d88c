package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
  @TempDir Path folder;

  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(5, 4, type);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 5; x++) {
        image.getRaster().setPixel(x, y, new int[] {40 * x, 50 * y, 10 * x + y, 255});
      }
    }
    return image;
  }

  private Path write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
        .isTrue();
    return file;
  }

  @Test
  void picturesOneFolderFurtherDownAreNamed() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    assertThatThrownBy(() -> Pictures.list(folder))
        .hasMessageStartingWith(folder + ": no picture in this folder; put .png");
    Files.createFile(images.resolve("a.png"));
    assertThatThrownBy(() -> Pictures.list(folder))
        .isInstanceOf(Problem.class)
        .hasMessage(
            folder
                + ": no picture in this folder, but there are some in "
                + images
                + "; name that one");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY
      })
  void readsPngSampleBySample(int type) throws IOException {
    Picture picture = Pictures.read(write("a.png", image(type)));
    assertThat(picture.width()).isEqualTo(5);
    assertThat(picture.height()).isEqualTo(4);
    boolean grey = type == BufferedImage.TYPE_BYTE_GRAY;
    assertThat(picture.sample(3, 2, 0)).isEqualTo(120);
    assertThat(picture.sample(3, 2, 1)).isEqualTo(grey ? 120 : 100);
    assertThat(picture.sample(3, 2, 2)).isEqualTo(grey ? 120 : 32);
  }

  @Test
  void readsJpegWithinTheErrorOfItsCompression() throws IOException {
    BufferedImage plain = new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 24; i++) {
      plain.setRGB(i % 32, i / 32, 0xC86428);
    }
    Picture picture = Pictures.read(write("b.jpg", plain));
    assertThat(picture.sample(9, 9, 0)).isBetween(197, 203);
    assertThat(picture.sample(9, 9, 1)).isBetween(97, 103);
    assertThat(picture.sample(9, 9, 2)).isBetween(37, 43);
  }

  @Test
  void paletteNumbersAreLabels() throws IOException {
    byte[] colours = {0, 100, (byte) 200, 50};
    BufferedImage image =
        new BufferedImage(
            2,
            2,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 4, colours, colours, colours));
    image.getRaster().setSample(1, 0, 0, 2);
    image.getRaster().setSample(0, 1, 0, 3);
    Path file = write("labels.png", image);
    assertThat(Pictures.readLabels(file).values()).containsExactly(0, 2, 3, 0);
    assertThat(Pictures.read(file).sample(1, 0, 0)).isEqualTo(200);
  }

  @Test
  void aPhotographIsNoLabelPicture() throws IOException {
    BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    grey.setRGB(1, 0, 0x030303);
    assertThat(Pictures.readLabels(write("grey.png", grey)).values()).containsExactly(0, 3, 0, 0);
    BufferedImage photograph = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    photograph.setRGB(1, 0, 0x030304);
    Path file = write("photograph.png", photograph);
    assertThatThrownBy(() -> Pictures.readLabels(file))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith(file + ": a picture in colours");
  }

  @Test
  void readsPortableMapsAndArrays() throws IOException {
    Path plain = folder.resolve("a.ppm");
    Files.writeString(plain, "P3\n# a comment\n2 1\n255\n1 2 3  250 251 252\n");
    assertThat(Pictures.read(plain).rgb())
        .containsExactly(1, 2, 3, (byte) 250, (byte) 251, (byte) 252);
    Path grey = folder.resolve("a.pgm");
    Files.write(
        grey, new byte[] {'P', '5', ' ', '2', ' ', '1', ' ', '2', '5', '5', '\n', 7, (byte) 200});
    assertThat(Pictures.read(grey).rgb())
        .containsExactly(7, 7, 7, (byte) 200, (byte) 200, (byte) 200);
    Path array = folder.resolve("a.npy");
    Npy.write(
        array,
        new Tensor.Ints(ElementType.UINT8, Shape.of(1, 2, 3), new int[] {1, 2, 3, 4, 5, 255}));
    assertThat(Pictures.read(array).rgb()).containsExactly(1, 2, 3, 4, 5, (byte) 255);
  }

  @Test
  void whatCannotBeReadIsOneLineThatNamesTheFile() throws IOException {
    Path text = folder.resolve("notes.png");
    Files.writeString(text, "not a picture at all");
    assertThatThrownBy(() -> Pictures.read(text))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("notes.png: cannot be read as a picture")
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> Pictures.read(folder.resolve("gone.png")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("gone.png: no such file");
    Path array = folder.resolve("floats.npy");
    Npy.write(array, Tensor.floats(Shape.of(2, 2), new float[4]));
    assertThatThrownBy(() -> Pictures.read(array))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("2x2 of float is no picture");
  }

  @Test
  void absurdSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    Path map = folder.resolve("huge.ppm");
    Files.writeString(map, "P6 99999999 99999999 255\n");
    assertThatThrownBy(() -> Pictures.read(map))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("megapixels");
    byte[] png = Files.readAllBytes(write("small.png", image(BufferedImage.TYPE_3BYTE_BGR)));
    png[16] = 0x00;
    png[17] = 0x7F;
    png[20] = 0x00;
    png[21] = 0x7F;
    Path huge = folder.resolve("huge.png");
    Files.write(huge, png);
    assertThatThrownBy(() -> Pictures.read(huge))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("huge.png");
  }

  @Test
  void cutOrChangedFilesNeverCrash() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image(BufferedImage.TYPE_3BYTE_BGR), "jpg", jpeg);
    byte[][] whole = {
      Files.readAllBytes(write("whole.png", image(BufferedImage.TYPE_3BYTE_BGR))),
      jpeg.toByteArray(),
      "P6 5 4 255\n".concat("x".repeat(60)).getBytes(StandardCharsets.US_ASCII)
    };
    Path file = folder.resolve("fuzzed");
    Cases.forAll(
        300,
        random -> {
          byte[] from = whole[random.nextInt(whole.length)];
          byte[] bytes =
              Arrays.copyOf(
                  from, random.nextInt(4) == 0 ? random.nextInt(from.length) : from.length);
          for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
          try {
            Files.write(file, bytes);
            assertThat(Pictures.read(file).width()).isPositive();
          } catch (Problem expected) {
            assertThat(expected.getMessage()).contains("fuzzed");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aFolderGivesItsPicturesInOrderAndAnEmptyOneIsRefused() throws IOException {
    Files.writeString(folder.resolve("readme.txt"), "no picture");
    assertThatThrownBy(() -> Pictures.list(folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no picture in this folder");
    assertThatThrownBy(() -> Pictures.list(folder.resolve("none")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no such folder");
    write("b.png", image(BufferedImage.TYPE_3BYTE_BGR));
    write("a.png", image(BufferedImage.TYPE_3BYTE_BGR));
    assertThat(Pictures.list(folder))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("a.png", "b.png");
  }
}
