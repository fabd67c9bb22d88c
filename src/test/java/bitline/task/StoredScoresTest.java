package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Preprocessing, tasks, metrics and stored sets together reproduce the scores that public networks
/// are known to reach, with ONNX Runtime computing the networks.
class StoredScoresTest {
  private static final Path DATA = Path.of(System.getProperty("bitline.data", "../shared"));

  /// Networks whose score another one of the same kind tests already.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "resnet20_cifar10_folded",
          "resnet56_cifar10",
          "mlperftiny_resnet8",
          "mlperftiny_resnet8_large_int8_qdq",
          "mlperftiny_vww96_int8_qdq",
          "mobilenetv2_imagenet",
          "mobilenetv2_imagenet_int8_qdq",
          "yolov8n_320_dynint8",
          "all-minilm-l6-v2",
          "all-minilm-l6-v2-q");

  static List<String> networks() {
    return ModelCards.known().stream()
        .map(ModelCards.Known::name)
        .filter(name -> !LEFT_OUT.contains(name))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void reproducesTheKnownScores(String name) throws OrtException {
    Path model = DATA.resolve("models").resolve(name).resolve("model.onnx");
    assumeTrue(Files.exists(model), "skipped: no " + model);
    checkScores(model);
  }

  static void checkScores(Path model) throws OrtException {
    ModelCard card = fitted(model);
    try (OnnxRuntime runtime = new OnnxRuntime(model)) {
      for (Map.Entry<String, Double> known : card.sets().entrySet()) {
        EvaluationSet set = EvaluationSet.of(known.getKey(), DATA.resolve("data"));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
          EvaluationSet.Item item = set.item(i, card);
          answers.add(card.task().answer(runtime.run(item.inputs()), item.placement()));
        }
        Score score = card.task().score(answers, Objects.requireNonNull(set.truth()));
        assertThat(score.value())
            .as("%s on %s", model, known.getKey())
            .isCloseTo(known.getValue(), within(0.000051));
      }
    }
  }

  private static ModelCard fitted(Path model) throws OrtException {
    ModelCard card = ModelCards.find(model, null);
    try (OnnxRuntime runtime = new OnnxRuntime(model)) {
      return card.withInput(card.input() == null ? runtime.firstInput() : card.input());
    }
  }

  /// The inputs stored beside the networks were made from these pictures by Pillow and NumPy.
  /// Decoders of JPEG may differ by a grey level or two.
  @ParameterizedTest
  @CsvSource({
    "gtsrb_cnn_30_nhwc, gtsrb/images/00_00001_00007.png, conv2d_input, 0",
    "gtsrb_cnn_32, gtsrb/images/00_00001_00007.png, input, 0",
    "lstr_lane_360x640, tusimple6/0000_image.png, input_rgb, 3e-7",
    "espnet_camvid_360x480, camvid30/images/0001TP_008550.png, input, 1e-9",
    "mobilenetv2_tf2_int8_qdq_perchannel, imagenet/images/n01440764_tench.png, input, 6e-8",
    "mlperftiny_vww96, detection_voc60/images/2007_000027.jpg, input, 0.01",
    "yolo_fastestv2_352, detection_voc60/images/2007_000027.jpg, input.1, 0.01",
    "yolox_nano_416, bdd_unlabelled/0ace96c3-48481887.jpg, images, 2.5",
    "yolov8n_320, bdd_unlabelled/0ace96c3-48481887.jpg, images, 0.01",
    "twinlitenet_360x640, bdd_unlabelled/0ace96c3-48481887.jpg, images, 0.01"
  })
  void makesTheStoredInputs(String network, String picture, String input, double tolerance) {
    Path folder = DATA.resolve("models").resolve(network);
    assumeTrue(Files.exists(folder), "skipped: no " + folder);
    ModelCard card =
        ModelCards.known().stream()
            .filter(known -> known.name().equals(network))
            .findFirst()
            .orElseThrow()
            .card()
            .withInput(input);
    EvaluationSet.Item item =
        (network.startsWith("mobilenet") ? card.withResize(Preprocess.Resize.STRETCH) : card)
            .prepare(Pictures.read(DATA.resolve("data").resolve(picture)));
    Tensor stored = Npy.read(folder.resolve("sample0/input_" + input + ".npy"));
    Tensor made = Objects.requireNonNull(item.inputs().get(input));
    assertThat(made.shape()).isEqualTo(stored.shape());
    double worst = 0;
    for (int i = 0; i < stored.elements(); i++) {
      worst = Math.max(worst, Math.abs(stored.at(i) - made.at(i)));
    }
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }
}
