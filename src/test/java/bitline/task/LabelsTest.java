package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bitline.base.Problem;
import bitline.text.Csv;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
  @TempDir Path folder;
  private Path pictures = Path.of(".");

  @BeforeEach
  void twoPictures() throws IOException {
    pictures = Files.createDirectory(folder.resolve("pictures"));
    for (String name : List.of("a.png", "b.png")) {
      ImageIO.write(
          new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY),
          "png",
          pictures.resolve(name).toFile());
    }
  }

  private static ModelCard card(Task task, String... classes) {
    return new ModelCard(
        null,
        null,
        null,
        task,
        Preprocess.stretch(4, 4, 1),
        "in",
        Map.of(),
        List.of(classes),
        null,
        Map.of(),
        Map.of());
  }

  private Truth read(Task task, String text, String... classes) throws IOException {
    Path file = folder.resolve("labels.csv");
    Files.writeString(file, text);
    return Labels.read(file, card(task, classes), Pictures.list(pictures));
  }

  private static final Classify CLASSIFY = new Classify(null, false, 0);
  private static final Detect DETECT = new Detect(new BoxDecoder.Yolov8(), 0.05, 0.45);

  @Test
  void readsClassesByNumberOrNameInTheOrderOfThePictures() throws IOException {
    Truth truth =
        read(CLASSIFY, "file,label\nb.png,stop\n\"a.png\",0\nother.png,1\n", "yield", "stop");
    assertThat(((Truth.Classes) truth).labels()).containsExactly(0, 1);
    assertThat(
            ((Truth.Classes) read(CLASSIFY, "file,class,width\r\nb,7,30\r\na,9,40\r\n")).labels())
        .containsExactly(9, 7);
  }

  @Test
  void labelsThatDoNotMatchAreOneLine() throws IOException {
    assertThatThrownBy(() -> read(CLASSIFY, "file,label\nc.png,1\na.png,2\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("1 of 2 pictures have no label, first 'b'");
    assertThatThrownBy(() -> read(CLASSIFY, "file,label\na.png,stpo\n", "yield", "stop"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(
            "labels.csv:2:1: 'stpo' is no class of this network; did you mean 'stop'?");
    assertThatThrownBy(() -> read(CLASSIFY, "file,label\na.png,2\nb.png,0\n", "yield", "stop"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("labels.csv:2:1: label 2 of a network with classes 0 to 1");
    assertThatThrownBy(() -> read(CLASSIFY, "picture,label\na.png,2\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("labels.csv:1:1: no column 'file'");
    assertThatThrownBy(() -> read(CLASSIFY, "file,label\na.png\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("labels.csv:2:1: 1 fields where the first line names 2");
    assertThatThrownBy(() -> read(CLASSIFY, "file,label\na.png,2\nb.png,1\na.png,1\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("labels.csv:4:1: 'a' has label 1 here, but 2 before");
    assertThat(read(CLASSIFY, "file,label\na.png,2\nb.png,1\na.png,2\n").size()).isEqualTo(2);
    assertThatThrownBy(() -> read(CLASSIFY, ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("empty");
  }

  @Test
  void aLabelFileWithoutEndIsRefused() {
    Path zeros = Path.of("/dev/zero");
    assumeTrue(Files.isReadable(zeros), "endless label file skipped: no /dev/zero");
    assertThatThrownBy(() -> Labels.read(zeros, card(CLASSIFY), Pictures.list(pictures)))
        .isInstanceOf(Problem.class)
        .hasMessage("/dev/zero: a table of more than 64 MiB");
  }

  @Test
  void readsBoxes() throws IOException {
    String header = "file,label,xmin,ymin,xmax,ymax,difficult\n";
    Truth.Objects truth =
        (Truth.Objects) read(DETECT, header + "b.png,1,0,0,2,3,0\nb.png,0,1,1,2,2,1\n");
    assertThat(truth.pictures().getFirst()).isEmpty();
    assertThat(truth.pictures().get(1))
        .containsExactly(
            new Truth.TrueBox(new Box(1, 1, 0, 0, 2, 3), false),
            new Truth.TrueBox(new Box(0, 1, 1, 1, 2, 2), true));
    assertThatThrownBy(() -> read(DETECT, header + "b.png,1,2,0,2,3,0\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("labels.csv:2:1: a box from 2.0,0.0 to 2.0,3.0 is empty");
    assertThatThrownBy(() -> read(DETECT, header + "b.png,1,x,0,2,3,0\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("'x' is not a number");
    assertThatThrownBy(() -> read(DETECT, header + "b.png,2,1,0,2,3,0\n", "yield", "stop"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("labels.csv:2:1: label 2 of a network with classes 0 to 1");
    assertThatThrownBy(() -> read(DETECT, header + "z.png,1,1,0,2,3,0\n"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("none of its 1 boxes belongs to one of the 2 pictures");
  }

  @Test
  void aFolderBecomesAnEvaluationSetWithItsLabelPictures() throws IOException {
    ModelCard card = card(new Segment(null, 2));
    EvaluationSet set = EvaluationSet.folder(pictures, pictures, card);
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.item(1, card).name()).isEqualTo("b.png");
    assertThat(set.item(1, card).inputs()).containsOnlyKeys("in");
    assertThatThrownBy(() -> EvaluationSet.folder(pictures, folder.resolve("none"), card))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("needs a folder of label pictures");
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.copy(pictures.resolve("a.png"), half.resolve("a.png"));
    assertThatThrownBy(() -> EvaluationSet.folder(pictures, half, card))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("1 of 2 pictures have no label, first 'b'");
    assertThatThrownBy(
            () -> EvaluationSet.folder(Files.createDirectory(folder.resolve("empty")), null, card))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no picture in this folder");
  }

  @Test
  void quotedFieldsMayHoldCommasQuotesAndLineEnds() throws IOException {
    Path file = folder.resolve("q.csv");
    Files.writeString(file, "\uFEFFa,b\n\"x, \"\"y\"\"\nz\",2\n\n3,4\n");
    Csv csv = Csv.read(file);
    assertThat(csv.rows())
        .extracting(Csv.Row::fields)
        .containsExactly(List.of("x, \"y\"\nz", "2"), List.of("3", "4"));
    assertThat(csv.rows()).extracting(Csv.Row::line).containsExactly(2, 5);
  }

  @Test
  void unknownStoredSetsAreToldWithTheNearestName() {
    assertThatThrownBy(() -> EvaluationSet.of("cifar10-frist100", folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did you mean 'cifar10-first100'?");
  }
}
