package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Placement SAME = Placement.same(32, 32);

  private static Map<String, Tensor> out(int[] shape, float... values) {
    return Map.of("out", Tensor.floats(Shape.of(shape), values));
  }

  private static Box box(
      int label, double score, double left, double top, double right, double bottom) {
    return new Box(label, score, left, top, right, bottom);
  }

  // ---- classify

  @Test
  void ranksClassesAndGivesTheFirstOfEqualsTheBetterRank() {
    Classify task = new Classify(null, false, 1);
    Answer.Classes answer = task.answer(out(new int[] {1, 4}, 0.1f, 0.4f, 0.4f, Float.NaN), SAME);
    assertThat(answer.best()).extracting(Answer.Ranked::label).containsExactly(0, 1, -1, 2);
    assertThat(answer.top()).isZero();
  }

  @Test
  void logitsBecomeConfidences() {
    Answer.Classes answer =
        new Classify(null, true, 0)
            .answer(out(new int[] {1, 2}, 0f, (float) StrictMath.log(3)), SAME);
    assertThat(answer.best().getFirst().confidence()).isCloseTo(0.75, within(1e-7));
    assertThat(answer.best().get(1).confidence()).isCloseTo(0.25, within(1e-7));
  }

  @Test
  void countsFirstAndFirstFive() {
    Classify task = new Classify(null, false, 0);
    List<Answer> answers = new ArrayList<>();
    for (int top = 0; top < 4; top++) {
      float[] scores = {6, 5, 4, 3, 2, 1, 0};
      scores[top] = 9;
      answers.add(task.answer(out(new int[] {1, 7}, scores), SAME));
    }
    Score score = task.score(answers, new Truth.Classes(new int[] {0, 1, 3, 6}));
    assertThat(score.metric()).isEqualTo("top-1");
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.details()).containsEntry("top-5", 0.75);
    assertThat(task.agreement(answers.get(0), answers.get(1))).isZero();
  }

  @Test
  void labelsOfAnotherKindOrNumberAreToldInOneLine() {
    Classify task = new Classify(null, false, 0);
    List<Answer> answers = List.of(task.answer(out(new int[] {1, 2}, 0, 1), SAME));
    assertThatThrownBy(() -> task.score(answers, new Truth.Classes(new int[] {0, 1})))
        .isInstanceOf(Problem.class)
        .hasMessage("2 labels for 1 inputs");
    assertThatThrownBy(() -> task.score(answers, new Truth.Objects(List.of(List.of()))))
        .isInstanceOf(Problem.class)
        .hasMessage("labels hold boxes, but task 'classify' needs one class a picture");
    assertThatThrownBy(
            () -> new Classify("logits", false, 0).answer(out(new int[] {1, 2}, 0, 1), SAME))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no output 'logits'");
  }

  @Test
  void labelsOfTheFirstInputs() {
    assertThat(((Truth.Classes) new Truth.Classes(new int[] {3, 1, 2}).first(2)).labels())
        .containsExactly(3, 1);
    assertThat(new Truth.Similarities(new double[] {1, 2, 3}).first(4).size()).isEqualTo(4);
    assertThat(new Truth.Objects(List.of(List.of())).first(9).size()).isEqualTo(1);
  }

  // ---- detect

  @Test
  void decodesYoloxByHand() {
    // 16 x 16 pixels at stride 8: four cells; the last is at column 1, row 1
    float[] values = new float[4 * 7];
    int last = 3 * 7;
    values[last] = 0.5f;
    values[last + 1] = 0.25f;
    values[last + 2] = (float) StrictMath.log(2);
    values[last + 3] = 0;
    values[last + 4] = 0.8f;
    values[last + 5] = 0.1f;
    values[last + 6] = 0.5f;
    Placement placement = new Placement(32, 32, 16, 16, 0.5, 0.5, 0, 0);
    Detect task = new Detect(new BoxDecoder.Yolox(List.of(8)), 0.05, 0.45);
    Box found = task.answer(out(new int[] {1, 4, 7}, values), placement).boxes().getFirst();
    assertThat(found.label()).isEqualTo(1);
    assertThat(found.score()).isCloseTo(0.4, within(1e-7));
    // centre (12, 10), size 16 x 8 in the input: 4..20 and 6..14; twice that on the picture, cut at
    // its edge
    assertThat(found.left()).isCloseTo(8, within(1e-5));
    assertThat(found.top()).isCloseTo(12, within(1e-5));
    assertThat(found.right()).isEqualTo(32);
    assertThat(found.bottom()).isCloseTo(28, within(1e-5));
    assertThatThrownBy(() -> task.answer(out(new int[] {1, 3, 7}, new float[21]), placement))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("needs 4 cells");
  }

  @Test
  void decodesYolov8ByHand() {
    // two boxes, two classes: rows are x, y, w, h, class 0, class 1
    float[] values = {8, 20, 8, 20, 4, 8, 6, 8, 0.9f, 0.01f, 0.2f, 0.02f};
    List<Box> found =
        new Detect(new BoxDecoder.Yolov8(), 0.05, 0.45)
            .answer(out(new int[] {1, 6, 2}, values), SAME)
            .boxes();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst()).isEqualTo(box(0, 0.9f, 6, 5, 10, 11));
  }

  @Test
  void keepsTheSurestOfOverlappingBoxesOfAClass() {
    // columns are boxes: the second overlaps the first by 0.82, the third is of another class
    float[] values = {
      10, 10.5f, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0.9f, 0.8f, 0.1f, 0.1f, 0.1f, 0.7f
    };
    List<Box> found =
        new Detect(new BoxDecoder.Yolov8(), 0.05, 0.45)
            .answer(out(new int[] {1, 6, 3}, values), SAME)
            .boxes();
    assertThat(found).extracting(Box::label).containsExactly(0, 1);
  }

  @Test
  void averagePrecisionByHand() {
    // one class, two labelled objects, surest first: right, wrong, right. Precision 1, 1/2, 2/3;
    // recall 1/2, 1/2, 1.
    // Monotone: 1 up to recall 1/2, then 2/3: area = 1/2 · 1 + 1/2 · 2/3 = 5/6.
    Answer.Boxes answer =
        new Answer.Boxes(
            List.of(
                box(0, 0.9, 0, 0, 10, 10),
                box(0, 0.8, 50, 50, 60, 60),
                box(0, 0.7, 20, 0, 30, 10)));
    Truth.Objects truth =
        new Truth.Objects(
            List.of(
                List.of(
                    new Truth.TrueBox(box(0, 1, 0, 0, 10, 10), false),
                    new Truth.TrueBox(box(0, 1, 20, 0, 30, 10), false),
                    new Truth.TrueBox(box(3, 1, 70, 70, 80, 80), true))));
    assertThat(AveragePrecision.at50(List.of(answer), truth).value())
        .isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void aSecondBoxOnTheSameObjectIsWrongAndADifficultOneCountsNeitherWay() {
    Truth.Objects truth =
        new Truth.Objects(
            List.of(
                List.of(
                    new Truth.TrueBox(box(0, 1, 0, 0, 10, 10), false),
                    new Truth.TrueBox(box(0, 1, 50, 0, 60, 10), true))));
    Answer.Boxes twice =
        new Answer.Boxes(
            List.of(
                box(0, 0.9, 50, 0, 60, 10), box(0, 0.8, 0, 0, 10, 10), box(0, 0.7, 1, 0, 10, 10)));
    assertThat(AveragePrecision.at50(List.of(twice), truth).value()).isEqualTo(1);
    Answer.Boxes surerTwin =
        new Answer.Boxes(List.of(box(0, 0.9, 40, 40, 44, 44), box(0, 0.8, 0, 0, 10, 10)));
    assertThat(AveragePrecision.at50(List.of(surerTwin), truth).value()).isEqualTo(0.5);
  }

  @Test
  void meanAveragePrecisionOverClassesAndPicturesByHand() {
    // class 0: surest is a box where the other picture has its object, wrong; the second overlaps
    // by
    // half exactly, right; one of two objects is never found: precision 1/2 up to recall 1/2, so
    // 1/4.
    // Class 1 is labelled and never found: 0. Class 2 is found and never labelled: not counted.
    Answer.Boxes first =
        new Answer.Boxes(List.of(box(0, 0.9, 50, 50, 60, 60), box(2, 0.9, 0, 0, 10, 10)));
    Answer.Boxes second = new Answer.Boxes(List.of(box(0, 0.8, 50, 50, 70, 60)));
    Truth.Objects truth =
        new Truth.Objects(
            List.of(
                List.of(new Truth.TrueBox(box(0, 1, 0, 0, 10, 10), false)),
                List.of(
                    new Truth.TrueBox(box(0, 1, 50, 50, 60, 60), false),
                    new Truth.TrueBox(box(1, 1, 50, 50, 60, 60), false))));
    Score score = AveragePrecision.at50(List.of(first, second), truth);
    assertThat(score.value()).isCloseTo(0.125, within(1e-12));
    assertThat(score.items()).isEqualTo(2);
    assertThat(score.details())
        .containsOnlyKeys("AP50 class 0", "AP50 class 1")
        .containsEntry("AP50 class 0", 0.25)
        .containsEntry("AP50 class 1", 0.0);
  }

  @Test
  void agreementOfBoxesIsTheShareFoundByBoth() {
    Detect task = new Detect(new BoxDecoder.Yolov8(), 0.05, 0.45);
    Answer one = new Answer.Boxes(List.of(box(0, 0.9, 0, 0, 10, 10), box(1, 0.9, 20, 20, 30, 30)));
    Answer other =
        new Answer.Boxes(
            List.of(
                box(0, 0.8, 1, 0, 11, 10),
                box(2, 0.8, 20, 20, 30, 30),
                box(1, 0.2, 20, 20, 30, 30)));
    assertThat(task.agreement(one, other)).isEqualTo(0.5);
    assertThat(task.agreement(new Answer.Boxes(List.of()), new Answer.Boxes(List.of())))
        .isEqualTo(1);
  }

  // ---- segment

  @Test
  void meanOverlapByHand() {
    Segment task = new Segment(null, 2);
    // answers 0 0 1 1 / 2 1 0 1, labels 0 1 1 1 / 1 1 0 2 (2 is void)
    float[] scores = new float[3 * 8];
    int[] answers = {0, 0, 1, 1, 2, 1, 0, 1};
    for (int i = 0; i < 8; i++) {
      scores[answers[i] * 8 + i] = 1;
    }
    Placement placement = Placement.same(4, 2);
    Answer mask = task.answer(out(new int[] {1, 3, 2, 4}, scores), placement);
    LabelMap labels = new LabelMap(4, 2, new byte[] {0, 1, 1, 1, 1, 1, 0, 2});
    Score score = task.score(List.of(mask), new Truth.Maps(1, _ -> labels));
    // class 0: 2 both, 3 either; class 1: 3 both, 5 either; right pixels 5 of 7
    assertThat(score.value()).isCloseTo((2.0 / 3 + 3.0 / 5) / 2, within(1e-12));
    assertThat(score.details().get("pixel accuracy")).isCloseTo(5.0 / 7, within(1e-12));
    assertThat(task.agreement(mask, mask)).isEqualTo(1);
    assertThatThrownBy(() ->
            task.score(List.of(mask), new Truth.Maps(1, _ -> new LabelMap(1, 1, new byte[1]))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("label picture 1 is 1x1, its picture 4x2");
  }

  // ---- lanes

  @Test
  void laneMaskOverlapByHand() {
    LaneMasks task = new LaneMasks("lane", "area");
    Map<String, Tensor> outputs =
        Map.of(
            "lane", Tensor.floats(Shape.of(1, 2, 1, 4), new float[] {1, 0, 0, 1, 0, 1, 1, 0}),
            "area", Tensor.floats(Shape.of(1, 2, 1, 4), new float[] {0, 0, 1, 1, 1, 1, 0, 0}));
    Answer.Mask mask = task.answer(outputs, Placement.same(4, 1));
    assertThat(mask.map().values())
        .containsExactly(LaneMasks.AREA, LaneMasks.LANE, LaneMasks.LANE, 0);
    Score score =
        task.score(
            List.of(mask), new Truth.Maps(1, _ -> new LabelMap(4, 1, new byte[] {0, 9, 0, 9})));
    assertThat(score.value()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(score.details()).containsEntry("recall", 0.5);
  }

  @Test
  void lanePointsByHand() {
    // a straight lane x = 0.5 over the lower two thirds: b2 = b4 = 0, b5 = 0.5, b6 = b7 = 0; a
    // second lane is not there
    float[] curve = new float[16];
    curve[0] = 0.5f;
    curve[1] = 1;
    curve[3] = -1;
    curve[5] = 0.5f;
    Map<String, Tensor> outputs =
        Map.of(
            "logits", Tensor.floats(Shape.of(1, 2, 2), new float[] {0, 2, 2, 0}),
            "curves", Tensor.floats(Shape.of(1, 2, 8), curve));
    LaneCurves task = new LaneCurves("logits", "curves");
    Answer.Lanes answer = task.answer(outputs, Placement.same(1280, 720));
    assertThat(answer.lanes()).hasSize(1);
    assertThat(answer.lanes().getFirst().at(500)).isEqualTo(640);
    assertThat(answer.lanes().getFirst().reaches(359)).isFalse();
    assertThat(answer.lanes().getFirst().reaches(360)).isTrue();
    // labelled: 20 columns aside from row 240 down to 470, 40 columns aside from 480 on: half of 48
    // rows are near
    byte[] labels = new byte[1280 * 720];
    for (int y = 240; y < 720; y++) {
      labels[y * 1280 + 640 + (y < 480 ? 20 : 40)] = 50;
    }
    Score score =
        task.score(List.of(answer), new Truth.Maps(1, _ -> new LabelMap(1280, 720, labels)));
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.details())
        .containsEntry("rows", 48.0)
        .containsEntry("point accuracy between the ends", 0.25);
    assertThat(task.agreement(answer, new Answer.Lanes(List.of()))).isZero();
    assertThat(task.agreement(answer, answer)).isEqualTo(1);
  }

  // ---- embed

  @Test
  void poolsAndComparesDirections() {
    Embed task = new Embed(null);
    Answer.Embedding one = task.answer(out(new int[] {1, 2, 2}, 3, 0, 3, 8), Placement.same(2, 1));
    assertThat(one.direction()).containsExactly(0.6f, 0.8f);
    assertThat(task.agreement(one, new Answer.Embedding(new float[] {0.8f, -0.6f})))
        .isCloseTo(0, within(1e-7));
    assertThat(task.answer(out(new int[] {1, 2}, 0, 0), SAME).direction()).containsExactly(0, 0);
  }

  @Test
  void rankCorrelationByHand() {
    assertThat(Ranks.of(new double[] {5, 1, 5, 3})).containsExactly(3.5, 1, 3.5, 2);
    assertThat(Ranks.spearman(new double[] {1, 2, 3}, new double[] {10, 20, 30})).isEqualTo(1);
    assertThat(Ranks.spearman(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
    // ranks 1 2 3 4 5 against 2 1 4 3 5: 1 − 6 · 4 / (5 · 24) = 0.8
    assertThat(Ranks.spearman(new double[] {1, 2, 3, 4, 5}, new double[] {7, 6, 9, 8, 10}))
        .isCloseTo(0.8, within(1e-12));
    assertThat(Ranks.spearman(new double[] {1, 1}, new double[] {1, 2})).isZero();
    // ranks 1 2.5 2.5 4 against 1 3 2 4: 4.5 / sqrt(4.5 * 5)
    assertThat(Ranks.spearman(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4}))
        .isCloseTo(Math.sqrt(0.9), within(1e-12));
  }

  @Test
  void scoresPairsOfSentences() {
    List<Answer> answers = new ArrayList<>();
    for (double angle : new double[] {0, 0.1, 0, 1.5, 0, 0.7}) {
      answers.add(
          new Answer.Embedding(
              new float[] {(float) StrictMath.cos(angle), (float) StrictMath.sin(angle)}));
    }
    Score score = new Embed(null).score(answers, new Truth.Similarities(new double[] {5, 0, 3}));
    assertThat(score.value()).isEqualTo(1);
    assertThat(Arrays.asList(score.metric(), score.items())).containsExactly("Spearman", 6);
  }
}
