package bitline.task;

import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.text.Default;
import bitline.text.Range;
import java.util.List;

/// How a picture becomes a network's input: scaled to `height` x `width`, channels put in order,
/// and each sample p (0 to 255) of channel c replaced by `(p·scale − mean[c]) / std[c]`.
///
/// @param resize how a picture of another size is made to fit
/// @param shorterSide for [Resize#CENTRE_CROP]: the shorter side is scaled to this before the
///   middle is cut out; 0 means to the input's own size
/// @param order which channels the network wants, in the network's order
/// @param layout channels before rows and columns, or after
/// @param mean one number for all channels, or one a channel in the network's order
/// @param std as `mean`; never 0
/// @param pad the sample (0 to 255) that fills what a letterboxed picture leaves free
public record Preprocess(
    @Range(min = 1, max = 16384) int height,
    @Range(min = 1, max = 16384) int width,
    @Default("stretch") Resize resize,
    @Default("0") @Range(min = 0, max = 16384) int shorterSide,
    @Default("rgb") Order order,
    @Default("nchw") Layout layout,
    double scale,
    @Default("[0]") List<Double> mean,
    @Default("[1]") List<Double> std,
    @Default("114") @Range(min = 0, max = 255) int pad) {

  /// How a picture is made to fit. All scaling is by the triangle filter, see [Resampling].
  public enum Resize {
    /// Width and height scaled on their own.
    STRETCH,
    /// Scaled as one to fit inside (sizes rounded down, as YOLOX does), centred, the rest padded.
    LETTERBOX,
    /// Scaled as one to fit inside, put into the top left corner, the rest padded.
    LETTERBOX_TOP_LEFT,
    /// Scaled as one until it covers, the middle cut out.
    CENTRE_CROP
  }

  /// Which channels, in which order.
  public enum Order {
    RGB,
    BGR,
    /// One channel: 0.299 red + 0.587 green + 0.114 blue, rounded to 8 bits.
    GREY;

    int channels() {
      return this == GREY ? 1 : 3;
    }
  }

  /// Where the channels lie.
  public enum Layout {
    NCHW,
    NHWC
  }

  public Preprocess {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (height < 1 || width < 1 || height > 16384 || width > 16384) {
      throw new IllegalArgumentException(
          "height and width are " + height + " and " + width + "; 1 to 16384 is possible");
    }
    if (shorterSide != 0 && shorterSide < Math.max(height, width)) {
      throw new IllegalArgumentException(
          "shorterSide " + shorterSide + " is less than the size " + height + "x" + width);
    }
    checkChannels("mean", mean, order);
    checkChannels("std", std, order);
    if (std.stream().anyMatch(value -> value == 0)) {
      throw new IllegalArgumentException("std must not be 0");
    }
    if (!Double.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException("scale " + scale + " makes every picture alike");
    }
    if (pad < 0 || pad > 255) {
      throw new IllegalArgumentException("pad " + pad + " is no sample, 0 to 255");
    }
  }

  private static void checkChannels(String what, List<Double> values, Order order) {
    if ((values.size() != 1 && values.size() != order.channels())
        || values.stream().anyMatch(v -> !Double.isFinite(v))) {
      throw new IllegalArgumentException(
          what + " needs one number, or one for each of " + order.channels() + " channel(s)");
    }
  }

  /// Plain stretch to a size, RGB, channels first, samples times `scale`.
  public static Preprocess stretch(int height, int width, double scale) {
    return new Preprocess(
        height,
        width,
        Resize.STRETCH,
        0,
        Order.RGB,
        Layout.NCHW,
        scale,
        List.of(0.0),
        List.of(1.0),
        0);
  }

  Preprocess withResize(Resize other) {
    return new Preprocess(height, width, other, 0, order, layout, scale, mean, std, pad);
  }

  /// The shape of the inputs it makes, with a batch axis of 1.
  Shape shape() {
    return layout == Layout.NCHW
        ? Shape.of(1, order.channels(), height, width)
        : Shape.of(1, height, width, order.channels());
  }

  /// A network's input made from a picture, and where the picture lies in it.
  public record Prepared(Tensor.Floats input, Placement placement) {}

  /// The input made from a picture, with a batch axis of 1.
  Prepared apply(Picture picture) {
    return switch (resize) {
      case STRETCH -> {
        Placement placement =
            new Placement(
                picture.width(),
                picture.height(),
                width,
                height,
                (double) width / picture.width(),
                (double) height / picture.height(),
                0,
                0);
        yield new Prepared(input(picture.resized(width, height), 0, 0), placement);
      }
      case LETTERBOX, LETTERBOX_TOP_LEFT -> letterbox(picture);
      case CENTRE_CROP -> crop(picture);
    };
  }

  private Prepared letterbox(Picture picture) {
    double ratio = Math.min((double) width / picture.width(), (double) height / picture.height());
    int newWidth = Math.clamp((long) (picture.width() * ratio), 1, width);
    int newHeight = Math.clamp((long) (picture.height() * ratio), 1, height);
    int left = resize == Resize.LETTERBOX ? (width - newWidth) / 2 : 0;
    int top = resize == Resize.LETTERBOX ? (height - newHeight) / 2 : 0;
    Placement placement =
        new Placement(picture.width(), picture.height(), width, height, ratio, ratio, left, top);
    return new Prepared(input(picture.resized(newWidth, newHeight), left, top), placement);
  }

  private Prepared crop(Picture picture) {
    double ratio =
        shorterSide > 0
            ? (double) shorterSide / Math.min(picture.width(), picture.height())
            : Math.max((double) width / picture.width(), (double) height / picture.height());
    int newWidth =
        Math.max(width, (int) Math.min(Integer.MAX_VALUE, Math.round(picture.width() * ratio)));
    int newHeight =
        Math.max(height, (int) Math.min(Integer.MAX_VALUE, Math.round(picture.height() * ratio)));
    Pictures.checkSize(newWidth, newHeight);
    int left = -((newWidth - width) / 2);
    int top = -((newHeight - height) / 2);
    Placement placement =
        new Placement(picture.width(), picture.height(), width, height, ratio, ratio, left, top);
    return new Prepared(input(picture.resized(newWidth, newHeight), left, top), placement);
  }

  /// The picture laid with its left top corner at (`left`, `top`) of the input; what sticks out is
  /// cut off.
  private Tensor.Floats input(Picture picture, int left, int top) {
    int channels = order.channels();
    float[] data = new float[channels * height * width];
    for (int c = 0; c < channels; c++) {
      float[] values = values(c);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int px = x - left;
          int py = y - top;
          boolean inside = px >= 0 && py >= 0 && px < picture.width() && py < picture.height();
          int at =
              layout == Layout.NCHW ? (c * height + y) * width + x : (y * width + x) * channels + c;
          data[at] = values[inside ? sample(picture, px, py, c) : pad];
        }
      }
    }
    return Tensor.floats(shape(), data);
  }

  private float[] values(int channel) {
    double m = mean.get(mean.size() == 1 ? 0 : channel);
    double s = std.get(std.size() == 1 ? 0 : channel);
    float[] values = new float[256];
    for (int p = 0; p < 256; p++) {
      values[p] = (float) ((p * scale - m) / s);
    }
    return values;
  }

  private int sample(Picture picture, int x, int y, int channel) {
    return switch (order) {
      case RGB -> picture.sample(x, y, channel);
      case BGR -> picture.sample(x, y, 2 - channel);
      case GREY ->
          (picture.sample(x, y, 0) * 19595
                  + picture.sample(x, y, 1) * 38470
                  + picture.sample(x, y, 2) * 7471
                  + 0x8000)
              >> 16;
    };
  }
}
