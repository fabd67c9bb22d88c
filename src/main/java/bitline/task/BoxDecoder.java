package bitline.task;

import bitline.base.Problem;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a detector's output holds its boxes. Decoded boxes are in pixels of the network's input.
sealed interface BoxDecoder {
  /// The boxes whose confidence reaches `threshold`, in the output's order.
  List<Box> decode(Map<String, Tensor> outputs, Placement placement, double threshold);

  /// YOLOX: `1 x cells x (4 + 1 + classes)`, the cells of each stride's grid one grid after the
  /// other. The centre is (offset + cell)·stride, the size e^s·stride, the confidence objectness ·
  /// class, both already sigmoids. Source: Ge et al., "YOLOX: Exceeding YOLO Series in 2021",
  /// arXiv:2107.08430, and its published decoder.
  record Yolox(List<Integer> strides) implements BoxDecoder {
    public Yolox {
      strides = List.copyOf(strides);
      if (strides.isEmpty() || strides.stream().anyMatch(stride -> stride < 1 || stride > 1024)) {
        throw new IllegalArgumentException("strides need to be one or more numbers from 1 to 1024");
      }
    }

    @Override
    public List<Box> decode(Map<String, Tensor> outputs, Placement placement, double threshold) {
      Tensor out = Task.output(outputs, null);
      int cells = 0;
      for (int stride : strides) {
        cells += (placement.inputWidth() / stride) * (placement.inputHeight() / stride);
      }
      int row = rowLength(out, cells, 6, "yolox");
      List<Box> boxes = new ArrayList<>();
      int at = 0;
      for (int stride : strides) {
        int columns = placement.inputWidth() / stride;
        for (int cell = 0; cell < columns * (placement.inputHeight() / stride); cell++, at += row) {
          Best best = best(out, at + 5, row - 5, 1);
          double score = out.at(at + 4) * best.score;
          if (score >= threshold) {
            boxes.add(
                centred(
                    best.label,
                    score,
                    (out.at(at) + cell % columns) * stride,
                    (out.at(at + 1) + cell / columns) * stride,
                    StrictMath.exp(out.at(at + 2)) * stride,
                    StrictMath.exp(out.at(at + 3)) * stride));
          }
        }
      }
      return boxes;
    }
  }

  /// YOLOv8: `1 x (4 + classes) x boxes`, already in input pixels: centre, size, one sigmoid a
  /// class. Source: Ultralytics' documented export format.
  record Yolov8() implements BoxDecoder {
    @Override
    public List<Box> decode(Map<String, Tensor> outputs, Placement placement, double threshold) {
      Tensor out = Task.output(outputs, null);
      int rank = out.shape().rank();
      if (rank != 3 || out.shape().size(0) != 1 || out.shape().size(1) < 5) {
        throw new Problem(
            "decoder 'yolov8' needs an output 1 x (4 + classes) x boxes, not " + out.shape());
      }
      int count = out.shape().size(2);
      List<Box> boxes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Best best = best(out, 4 * count + i, out.shape().size(1) - 4, count);
        if (best.score >= threshold) {
          boxes.add(
              centred(
                  best.label,
                  best.score,
                  out.at(i),
                  out.at(count + i),
                  out.at(2 * count + i),
                  out.at(3 * count + i)));
        }
      }
      return boxes;
    }
  }

  /// Yolo-FastestV2: `cells x (4·anchors + anchors + classes)`, strides 16 and 32. Of the numbers
  /// of an anchor (sigmoids) the centre is (2v − 0.5 + cell)·stride and the size (2v)²·anchor; the
  /// classes (softmax) are shared by the anchors of a cell. Source:
  /// github.com/dog-qiuqiu/Yolo-FastestV2, its decoder and anchors.
  ///
  /// @param anchors width and height of each anchor, in pixels of the input: first those of stride
  ///   16, then of 32
  record YoloFastestV2(List<Double> anchors) implements BoxDecoder {
    private static final int[] STRIDES = {16, 32};

    public YoloFastestV2 {
      anchors = List.copyOf(anchors);
      if (anchors.isEmpty() || anchors.size() % 4 != 0) {
        throw new IllegalArgumentException(
            "anchors need as many width-height pairs for stride 16 as for stride 32");
      }
    }

    @Override
    public List<Box> decode(Map<String, Tensor> outputs, Placement placement, double threshold) {
      Tensor out = Task.output(outputs, null);
      int perCell = anchors.size() / 4;
      int cells = 0;
      for (int stride : STRIDES) {
        cells += (placement.inputWidth() / stride) * (placement.inputHeight() / stride);
      }
      int row = rowLength(out, cells, 5 * perCell + 1, "yolo-fastestv2");
      List<Box> boxes = new ArrayList<>();
      int at = 0;
      for (int scale = 0; scale < STRIDES.length; scale++) {
        int stride = STRIDES[scale];
        int columns = placement.inputWidth() / stride;
        for (int cell = 0; cell < columns * (placement.inputHeight() / stride); cell++, at += row) {
          Best best = best(out, at + 5 * perCell, row - 5 * perCell, 1);
          for (int a = 0; a < perCell; a++) {
            double score = out.at(at + 4 * perCell + a) * best.score;
            if (score >= threshold) {
              int anchor = 2 * (scale * perCell + a);
              double w = 2 * out.at(at + 4 * a + 2);
              double h = 2 * out.at(at + 4 * a + 3);
              boxes.add(
                  centred(
                      best.label,
                      score,
                      (2 * out.at(at + 4 * a) - 0.5 + cell % columns) * stride,
                      (2 * out.at(at + 4 * a + 1) - 0.5 + cell / columns) * stride,
                      w * w * anchors.get(anchor),
                      h * h * anchors.get(anchor + 1)));
            }
          }
        }
      }
      return boxes;
    }
  }

  /// The surest class of a box.
  record Best(int label, double score) {}

  private static Best best(Tensor out, int from, int classes, int stride) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (out.at(from + c * stride) > out.at(from + best * stride)) {
        best = c;
      }
    }
    return new Best(best, out.at(from + best * stride));
  }

  private static int rowLength(Tensor out, int cells, int least, String decoder) {
    int row = cells == 0 ? 0 : out.elements() / cells;
    if (row < least || row * cells != out.elements() || out.shape().size(-1) != row) {
      throw new Problem(
          "decoder '"
              + decoder
              + "' needs "
              + cells
              + " cells of at least "
              + least
              + " numbers for this input; the output is "
              + out.shape());
    }
    return row;
  }

  private static Box centred(
      int label, double score, double x, double y, double width, double height) {
    return new Box(label, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }
}
