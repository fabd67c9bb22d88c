package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.task.Preprocess.Layout;
import bitline.task.Preprocess.Order;
import bitline.task.Preprocess.Resize;
import bitline.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessTest {
  private static Picture plain(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return new Picture("plain", width, height, rgb);
  }

  private static Preprocess how(int height, int width, Resize resize, Order order, Layout layout) {
    return new Preprocess(
        height, width, resize, 0, order, layout, 1, List.of(0.0), List.of(1.0), 114);
  }

  @Test
  void putsChannelsInTheOrderAndLayoutAskedFor() {
    Picture picture = plain(2, 2, 10, 20, 30);
    assertThat(how(1, 1, Resize.STRETCH, Order.BGR, Layout.NCHW).apply(picture).input().data())
        .containsExactly(30, 20, 10);
    Preprocess.Prepared last = how(1, 2, Resize.STRETCH, Order.RGB, Layout.NHWC).apply(picture);
    assertThat(last.input().shape()).isEqualTo(Shape.of(1, 1, 2, 3));
    assertThat(last.input().data()).containsExactly(10, 20, 30, 10, 20, 30);
    assertThat(how(1, 1, Resize.STRETCH, Order.GREY, Layout.NCHW).apply(picture).input().data())
        .containsExactly(18);
  }

  @Test
  void scalesShiftsAndDividesEachChannel() {
    Preprocess preprocess =
        new Preprocess(
            1,
            1,
            Resize.STRETCH,
            0,
            Order.RGB,
            Layout.NCHW,
            0.1,
            List.of(0.5, 1.0, 2.0),
            List.of(0.5, 2.0, 4.0),
            0);
    assertThat(preprocess.apply(plain(1, 1, 10, 20, 30)).input().data())
        .containsExactly(1f, 0.5f, 0.25f);
  }

  @Test
  void letterboxesIntoTheCornerOrTheMiddleAndRemembersWhere() {
    Picture wide = plain(8, 4, 200, 200, 200);
    Preprocess.Prepared corner =
        how(4, 4, Resize.LETTERBOX_TOP_LEFT, Order.GREY, Layout.NCHW).apply(wide);
    assertThat(corner.input().data())
        .containsExactly(
            200, 200, 200, 200, 200, 200, 200, 200, 114, 114, 114, 114, 114, 114, 114, 114);
    Preprocess.Prepared middle = how(4, 4, Resize.LETTERBOX, Order.GREY, Layout.NCHW).apply(wide);
    assertThat(middle.input().data())
        .containsExactly(
            114, 114, 114, 114, 200, 200, 200, 200, 200, 200, 200, 200, 114, 114, 114, 114);
    assertThat(middle.placement().pictureX(2)).isEqualTo(4);
    assertThat(middle.placement().pictureY(3)).isEqualTo(4);
    assertThat(middle.placement().pictureY(1)).isZero();
  }

  @Test
  void roundsALetterboxedSizeDown() {
    // 353 x 500 into 320: 353 · 0.64 = 225.92 columns, of which 225 are whole; the 226th is padding
    float[] data =
        how(320, 320, Resize.LETTERBOX_TOP_LEFT, Order.GREY, Layout.NCHW)
            .apply(plain(353, 500, 9, 9, 9))
            .input()
            .data();
    assertThat(data[224]).isEqualTo(9);
    assertThat(data[225]).isEqualTo(114);
  }

  @Test
  void cutsTheMiddleOut() {
    byte[] rgb = new byte[3 * 6 * 2];
    Arrays.fill(rgb, 6, 12, (byte) 50);
    Picture picture = new Picture("stripe", 6, 2, rgb);
    float[] data =
        how(2, 2, Resize.CENTRE_CROP, Order.GREY, Layout.NCHW).apply(picture).input().data();
    assertThat(data).containsExactly(50, 50, 0, 0);
  }

  @Test
  void aPictureGoesThereAndBack() {
    for (Resize resize : Resize.values()) {
      Placement placement =
          how(31, 47, resize, Order.RGB, Layout.NCHW).apply(plain(90, 70, 1, 2, 3)).placement();
      double x = 33 * placement.scaleX() + placement.left();
      assertThat(placement.pictureX(x)).isCloseTo(33, within(1e-9));
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() ->
            new Preprocess(
                1,
                1,
                Resize.STRETCH,
                0,
                Order.RGB,
                Layout.NCHW,
                1,
                List.of(1.0, 2.0),
                List.of(1.0),
                0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mean needs one number");
    assertThatThrownBy(() ->
            new Preprocess(
                1, 1, Resize.STRETCH, 0, Order.RGB, Layout.NCHW, 1, List.of(1.0), List.of(0.0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("std must not be 0");
  }
}
