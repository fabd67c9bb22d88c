package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// Expected samples were made by Pillow 12.3, `Image.resize(…, BILINEAR)`, from the same made-up
/// picture.
class ResamplingTest {
  private static byte[] source(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * width + x) + c] = (byte) (x * 37 + y * 59 + c * 83 + x * y * 7);
        }
      }
    }
    return rgb;
  }

  private static int[] scaled(int width, int height) {
    byte[] out = Resampling.triangle(source(11, 7), 11, 7, 3, width, height);
    int[] samples = new int[out.length];
    Arrays.setAll(samples, i -> out[i] & 0xFF);
    return samples;
  }

  @Test
  void shrinksAsPillowDoes() {
    assertThat(scaled(4, 3))
        .containsExactly(
            95, 154, 124, 136, 124, 120, 114, 129, 132, 125, 130, 136, 144, 114, 117, 129, 129, 116,
            119, 129, 130, 144, 111, 126, 116, 106, 108, 146, 125, 146, 136, 126, 123, 139, 109,
            116);
  }

  @Test
  void widensAndShrinksAtOnceAsPillowDoes() {
    assertThat(scaled(14, 2))
        .startsWith(
            93, 117, 134, 114, 149, 114, 126, 157, 119, 126, 136, 123, 114, 102, 90, 152, 140, 127,
            132, 120)
        .endsWith(111, 140, 149, 122, 102, 134, 98, 125, 132, 96, 135, 178, 142, 88)
        .hasSize(84);
  }

  @Test
  void everySampleOfALargePictureIsPillows() {
    CRC32 crc = new CRC32();
    crc.update(Resampling.triangle(source(640, 361), 640, 361, 3, 223, 411));
    assertThat(crc.getValue()).isEqualTo(3611898778L);
  }

  @Test
  void aPlainColourStaysPlainAndSizesHold() {
    Cases.forAll(
        60,
        random -> {
          int width = 1 + random.nextInt(40);
          int height = 1 + random.nextInt(40);
          byte[] plain = new byte[width * height];
          Arrays.fill(plain, (byte) random.nextInt(256));
          int newWidth = 1 + random.nextInt(60);
          int newHeight = 1 + random.nextInt(60);
          byte[] out = Resampling.triangle(plain, width, height, 1, newWidth, newHeight);
          assertThat(out).hasSize(newWidth * newHeight).containsOnly(plain[0]);
        });
  }

  @Test
  void aThreadOfAPictureIsRefused() {
    Picture thread = new Picture("thread.png", 1, 10_000_000, new byte[30_000_000]);
    assertThatThrownBy(() -> thread.resized(224, 224))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("1x10000000 pixels cannot be scaled to 224x224");
  }
}
