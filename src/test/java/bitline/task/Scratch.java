package bitline.task;

import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import bitline.tensor.Shape;
import java.nio.file.Path;
import java.util.*;

class Scratch {
  static final Path S = Path.of("/work/shared");
  static Preprocess pp(int h, int w, Preprocess.Resize r, Preprocess.Order o, Preprocess.Layout l, double scale, List<Double> mean, List<Double> std, int pad) {
    return new Preprocess(h, w, r, 0, o, l, scale, mean, std, pad);
  }
  static ModelCard card(Task t, Preprocess p, Map<String, Shape> zero) { return new ModelCard(t, p, null, zero, List.of(), Map.of(), "x"); }
  static final double Q = 1 / 255.0;
  static final List<Double> Z = List.of(0.0), O = List.of(1.0);
  static final List<Double> IM = List.of(.485, .456, .406), IS = List.of(.229, .224, .225);
  static final Preprocess.Layout C = Preprocess.Layout.NCHW;
  static final Preprocess.Order RGB = Preprocess.Order.RGB, BGR = Preprocess.Order.BGR;
  static final Preprocess.Resize ST = Preprocess.Resize.STRETCH;
  static final Classify CL = new Classify(null, false, 0, 0);

  static void go(String model, String set, ModelCard card) throws Exception {
    long t0 = System.nanoTime();
    try (OnnxRuntime ort = new OnnxRuntime(model.startsWith("/") ? Path.of(model) : S.resolve("models/" + model + "/model.onnx"))) {
      card = new ModelCard(card.task(), card.preprocess(), card.task() instanceof LaneCurves ? "input_rgb" : ort.firstInput(), card.zeroInputs(), card.classNames(), card.sets(), "x");
      EvaluationSet es = EvaluationSet.of(set, S.resolve("data"));
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < es.size(); i++) {
        EvaluationSet.Item item = es.item(i, card);
        if (i == 0 && !(card.task() instanceof Embed)) {
          try {
            Path sample = S.resolve("models/" + model + "/sample0/input_" + card.input() + ".npy");
            float[] ref = Npy.read(sample).toFloats(), got = item.inputs().get(card.input()).toFloats();
            double d = 0; for (int k = 0; k < ref.length; k++) d = Math.max(d, Math.abs(ref[k] - got[k]));
            System.out.println("  sample0 input max diff " + d);
          } catch (RuntimeException e) { System.out.println("  " + e.getMessage()); }
        }
        answers.add(card.task().answer(ort.run(item.inputs()), item.placement()));
      }
      Score s = card.task().score(answers, Objects.requireNonNull(es.truth()));
      System.out.println(model + " " + set + " " + s + " agree " + card.task().agreement(answers.get(0), answers.get(0)) + " s=" + (System.nanoTime() - t0) / 1e9);
    }
  }

  public static void main(String[] a) throws Exception {
    Set<String> want = new HashSet<>(List.of(a));
    if (want.isEmpty() || want.contains("cls")) {
      ModelCard r20 = card(CL, pp(32, 32, ST, RGB, C, Q, IM, IS, 0), Map.of());
      for (String set : List.of("cifar10-first100", "cifar10-vnn100", "cifar10-jpeg500")) {
        go("resnet20_cifar10", set, r20); 
        go("mlperftiny_resnet8", set, card(CL, pp(32, 32, ST, RGB, C, 1, Z, O, 0), Map.of()));
      }
      go("gtsrb_cnn_30_nhwc", "gtsrb427", card(CL, pp(30, 30, ST, RGB, Preprocess.Layout.NHWC, 1, Z, O, 0), Map.of()));
      go("gtsrb_cnn_32", "gtsrb427", card(CL, pp(32, 32, ST, RGB, C, Q, Z, O, 0), Map.of()));
      go("mnist_cnn", "mnist2000", card(CL, pp(28, 28, ST, Preprocess.Order.GREY, C, 1, Z, O, 0), Map.of()));
      go("mlperftiny_kws_int8_qdq", "kws200", card(CL, null, Map.of()));
      go("mlperftiny_vww96", "vww60", card(CL, pp(96, 96, ST, RGB, C, Q, Z, O, 0), Map.of()));
      go("mobilenetv2_imagenet", "imagenet200", card(new Classify(null, false, 1, 0), pp(224, 224, Preprocess.Resize.CENTRE_CROP, RGB, C, 1, List.of(128.0), List.of(128.0), 0), Map.of()));
      go("mobilenetv2_tf2_int8_qdq_perchannel", "imagenet200", card(new Classify(null, false, 1, 0), pp(224, 224, Preprocess.Resize.CENTRE_CROP, RGB, C, 0.00784314, List.of(127*0.00784314), List.of(1.0), 0), Map.of()));
    }
    if (want.isEmpty() || want.contains("det")) {
      go("yolox_nano_416", "voc60", card(new Detect(new BoxDecoder.Yolox(List.of(8, 16, 32)), .05, .45), pp(416, 416, Preprocess.Resize.LETTERBOX_TOP_LEFT, BGR, C, 1, Z, O, 114), Map.of()));
      go("yolov8n_320", "voc60", card(new Detect(new BoxDecoder.Yolov8(), .05, .45), pp(320, 320, Preprocess.Resize.LETTERBOX, RGB, C, Q, Z, O, 114), Map.of()));
      go("yolov8n_320_dynint8", "voc60", card(new Detect(new BoxDecoder.Yolov8(), .05, .45), pp(320, 320, Preprocess.Resize.LETTERBOX, RGB, C, Q, Z, O, 114), Map.of()));
      go("yolo_fastestv2_352", "voc60", card(new Detect(new BoxDecoder.YoloFastestV2(List.of(12.64,19.39, 37.88,51.48, 55.71,138.31, 126.91,78.23, 131.57,214.55, 279.92,258.87)), .05, .45), pp(352, 352, ST, BGR, C, Q, Z, O, 0), Map.of()));
    }
    if (want.isEmpty() || want.contains("seg")) {
      go("espnet_camvid_360x480", "camvid30", card(new Segment(null, 11), pp(360, 480, ST, BGR, C, 1, List.of(100.335,98.821,96.107), List.of(70.122*255,69.807*255,67.460*255), 0), Map.of()));
    }
    if (want.isEmpty() || want.contains("lane")) {
      go("lstr_lane_360x640", "tusimple6", card(new LaneCurves("pred_logits", "pred_curves"), pp(360, 640, ST, RGB, C, Q, IM, IS, 0), Map.of("input_mask", Shape.of(1, 1, 360, 640))));
      go("twinlitenet_360x640", "tusimple6", card(new LaneMasks("ll", "da"), pp(360, 640, ST, RGB, C, Q, Z, O, 0), Map.of()));
    }
    if (want.contains("sts")) {
      go("/tmp/minilm/all-minilm-l6-v2.onnx", "sts200", card(new Embed(null), null, Map.of()));
      go("/tmp/minilm/all-minilm-l6-v2-q.onnx", "sts200", card(new Embed(null), null, Map.of()));
    }
  }
}
