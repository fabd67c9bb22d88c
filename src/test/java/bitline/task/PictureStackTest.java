package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStackTest {
  @TempDir Path folder;

  @Test
  void picturesAndTheirClasses() throws IOException {
    Path images = bytes("two.npy", Shape.of(2, 2, 3, 3));
    Path labels = folder.resolve("labels.npy");
    Npy.write(labels, new Tensor.Ints(ElementType.INT32, Shape.of(2), new int[] {4, 0}));
    EvaluationSet set = PictureStack.open(images, labels, 5);
    assertThat(set.size()).isEqualTo(2);
    assertThat(((Truth.Classes) set.truth()).labels()).containsExactly(4, 0);
    assertThat(PictureStack.open(images, null, 5).truth()).isNull();
    assertThatThrownBy(() -> PictureStack.open(images, labels, 4))
        .isInstanceOf(Problem.class)
        .hasMessage(labels + ": label 4 of picture 0 is not 0 to 3");
  }

  @Test
  void whatIsNoStackOfPicturesIsRefused() throws IOException {
    Path flat = bytes("flat.npy", Shape.of(2, 6));
    Path four = bytes("four.npy", Shape.of(1, 2, 3, 4));
    Path images = bytes("images.npy", Shape.of(3, 2, 2, 1));
    Path labels = bytes("labels.npy", Shape.of(2));
    assertThatThrownBy(() -> PictureStack.open(flat, null, 0))
        .hasMessageStartingWith(flat + ": uint8 ")
        .hasMessageEndingWith("; pictures are uint8, count x height x width x 3 (or 1)");
    assertThatThrownBy(() -> PictureStack.open(four, null, 0)).hasMessageContaining("pictures are");
    assertThatThrownBy(() -> PictureStack.open(images, labels, 0))
        .hasMessageStartingWith(labels + ": 2 labels of type uint8 for 3 pictures");
    assertThatThrownBy(() -> PictureStack.open(images, folder.resolve("labels.csv"), 0))
        .hasMessageEndingWith("labels of pictures in an .npy file are in one too");
  }

  private Path bytes(String name, Shape shape) throws IOException {
    int[] data = new int[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = i & 255;
    }
    Path file = folder.resolve(name);
    Npy.write(file, new Tensor.Ints(ElementType.UINT8, shape, data));
    return file;
  }
}
