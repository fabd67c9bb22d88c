package bitline.task;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.text.Csv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/// The public evaluation sets that the workbench's own figures are taken on, each as it lies in a
/// data folder (they are not shipped). The small sets have standard errors of several points:
/// compare runs on the same pictures only.
final class StoredSets {
  private static final Map<String, Function<Path, EvaluationSet>> DOORS = new LinkedHashMap<>();

  static {
    DOORS.put("cifar10-first100", data -> cifar(data, "first100_lossless"));
    DOORS.put("cifar10-vnn100", data -> cifar(data, "vnn100_lossless"));
    DOORS.put("cifar10-jpeg500", data -> cifar(data, "jpeg500"));
    DOORS.put("imagenet200", StoredSets::imagenet);
    DOORS.put("gtsrb427", StoredSets::gtsrb);
    DOORS.put("mnist2000", StoredSets::mnist);
    DOORS.put("kws200", StoredSets::keywords);
    DOORS.put("voc60", StoredSets::voc);
    DOORS.put("vww60", StoredSets::persons);
    DOORS.put("camvid30", StoredSets::camvid);
    DOORS.put("tusimple6", StoredSets::tusimple);
    DOORS.put("sts200", StoredSets::sentences);
  }

  private StoredSets() {}

  /// The names that [#open] knows.
  static List<String> names() {
    return List.copyOf(DOORS.keySet());
  }

  static EvaluationSet open(String name, Path data) {
    Function<Path, EvaluationSet> door = DOORS.get(name);
    if (door == null) {
      throw new Problem(
          "no evaluation set '" + name + "'; there are " + names() + Spelling.hint(name, names()));
    }
    return door.apply(data);
  }

  /// CIFAR-10 test pictures (Krizhevsky 2009): `images_u8` pictures x 32 x 32 x 3, labels int64.
  private static EvaluationSet cifar(Path data, String part) {
    return PictureStack.open(
        data.resolve("cifar10/" + part + "_images_u8.npy"),
        data.resolve("cifar10/" + part + "_labels.npy"),
        0);
  }

  /// 200 ImageNet pictures, already 224x224, so any crop is left out.
  private static EvaluationSet imagenet(Path data) {
    Path folder = data.resolve("imagenet");
    List<Path> pictures = Pictures.list(folder.resolve("images"));
    Truth truth = classTable(folder.resolve("labels.csv"), pictures);
    return new EvaluationSet(
        "imagenet200",
        pictures.size(),
        truth,
        (card, i) ->
            card.withResize(Preprocess.Resize.STRETCH).prepare(Pictures.read(pictures.get(i))));
  }

  private static EvaluationSet gtsrb(Path data) {
    Path folder = data.resolve("gtsrb");
    List<Path> pictures = Pictures.list(folder.resolve("images"));
    return EvaluationSet.pictures(
        "gtsrb427", pictures, classTable(folder.resolve("labels.csv"), pictures));
  }

  private static Truth classTable(Path labels, List<Path> pictures) {
    return Labels.classes(
        labels, pictures.stream().map(Labels::stem).toList(), 0, StoredSets::number);
  }

  private static int number(String word) {
    try {
      return Integer.parseInt(word.strip());
    } catch (NumberFormatException e) {
      throw new Problem("'" + word + "' is no class number", e);
    }
  }

  /// The first 2,000 of MNIST's 10,000 test pictures, from the original gzipped IDX files.
  private static EvaluationSet mnist(Path data) {
    int count = 2000;
    int side = 28;
    byte[] images =
        gunzip(data.resolve("mnist/t10k-images-idx3-ubyte.gz"), 16 + count * side * side, 0x803);
    byte[] labels = gunzip(data.resolve("mnist/t10k-labels-idx1-ubyte.gz"), 8 + count, 0x801);
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = labels[8 + i];
    }
    return new EvaluationSet(
        "mnist2000",
        count,
        new Truth.Classes(classes),
        (card, i) -> {
          byte[] rgb = new byte[3 * side * side];
          for (int p = 0; p < rgb.length; p++) {
            rgb[p] = images[16 + i * side * side + p / 3];
          }
          return card.prepare(new Picture("test " + i, side, side, rgb));
        });
  }

  private static byte[] gunzip(Path file, int needed, int magic) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      byte[] bytes = in.readNBytes(needed);
      if (bytes.length < needed || ByteBuffer.wrap(bytes).getInt() != magic) {
        throw Problem.at(file.toString(), "not the IDX file of MNIST's test set");
      }
      return bytes;
    } catch (IOException e) {
      throw new Problem(file + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /// 200 keyword features of MLPerf Tiny: int8 q of 49 x 10, real value (q − 83)·0.5847029.
  private static EvaluationSet keywords(Path data) {
    Tensor features = Npy.read(data.resolve("kws200/features_i8.npy"));
    int count = features.shape().size(0);
    int each = features.elements() / count;
    int[] classes = classes(Npy.read(data.resolve("kws200/labels.npy")), count);
    return new EvaluationSet(
        "kws200",
        count,
        new Truth.Classes(classes),
        (card, i) -> {
          float[] values = new float[each];
          for (int k = 0; k < each; k++) {
            values[k] = (float) ((features.intAt(i * each + k) - 83) * 0.5847029);
          }
          Tensor input = Tensor.floats(Shape.of(1, 1, 49, each / 49), values);
          return new EvaluationSet.Item(
              "feature " + i, card.inputs(input), Placement.same(each / 49, 49), null);
        });
  }

  /// 60 pictures of PASCAL VOC with boxes, their 20 classes under COCO's numbers.
  private static EvaluationSet voc(Path data) {
    List<Path> pictures = Pictures.list(data.resolve("detection_voc60/images"));
    return EvaluationSet.pictures("voc60", pictures, vocBoxes(data, pictures));
  }

  private static Truth.Objects vocBoxes(Path data, List<Path> pictures) {
    return Labels.objects(
        data.resolve("detection_voc60/boxes.csv"),
        pictures.stream().map(Labels::stem).toList(),
        80,
        StoredSets::number);
  }

  /// The same pictures, labelled 1 where a person's box covers more than 0.5 % of the picture.
  private static EvaluationSet persons(Path data) {
    List<Path> pictures = Pictures.list(data.resolve("detection_voc60/images"));
    Csv csv = Csv.read(data.resolve("detection_voc60/boxes.csv"));
    int width = csv.column("img_w");
    int height = csv.column("img_h");
    Map<String, Double> areas = new LinkedHashMap<>();
    for (Csv.Row row : csv.rows()) {
      areas.put(
          Labels.stem(Path.of(row.fields().getFirst())),
          csv.number(row, width) * csv.number(row, height));
    }
    List<List<Truth.TrueBox>> boxes = vocBoxes(data, pictures).pictures();
    int[] labels = new int[pictures.size()];
    for (int i = 0; i < labels.length; i++) {
      double share = 0.005 * areas.getOrDefault(Labels.stem(pictures.get(i)), Double.MAX_VALUE);
      labels[i] =
          boxes.get(i).stream().anyMatch(b -> b.box().label() == 0 && b.box().area() > share)
              ? 1
              : 0;
    }
    return EvaluationSet.pictures("vww60", pictures, new Truth.Classes(labels));
  }

  private static EvaluationSet camvid(Path data) {
    Path folder = data.resolve("camvid30");
    List<Path> pictures = Pictures.list(folder.resolve("images"));
    return EvaluationSet.pictures(
        "camvid30",
        pictures,
        Labels.maps(folder.resolve("labels"), pictures.stream().map(Labels::stem).toList()));
  }

  /// 6 TuSimple frames; label pictures give each lane its own grey level.
  private static EvaluationSet tusimple(Path data) {
    List<Path> all = Pictures.list(data.resolve("tusimple6"));
    List<Path> frames =
        all.stream().filter(file -> file.toString().endsWith("_image.png")).toList();
    List<Path> lanes =
        all.stream().filter(file -> file.toString().endsWith("_gt_instance.png")).toList();
    if (frames.size() != lanes.size()) {
      throw Problem.at(
          data.resolve("tusimple6").toString(),
          frames.size() + " frames but " + lanes.size() + " label pictures");
    }
    return EvaluationSet.pictures(
        "tusimple6", frames, new Truth.Maps(lanes.size(), i -> Pictures.readLabels(lanes.get(i))));
  }

  /// 200 sentence pairs of SemEval STS 2014 "images": token numbers of both sentences, padded with
  /// 0; gold similarity.
  private static EvaluationSet sentences(Path data) {
    Tensor tokens = Npy.read(data.resolve("sts2014_images200/token_ids.npy"));
    Csv csv = Csv.read(data.resolve("sts2014_images200/pairs.csv"));
    int gold = csv.column("gold_0_5");
    double[] pairs = csv.rows().stream().mapToDouble(row -> csv.number(row, gold)).toArray();
    int sentences = 2 * pairs.length;
    if (tokens.elements() % sentences != 0 || tokens.elements() == 0) {
      throw Problem.at(
          data.resolve("sts2014_images200").toString(),
          "token_ids.npy is " + tokens.shape() + " for " + pairs.length + " pairs");
    }
    int longest = tokens.elements() / sentences;
    return new EvaluationSet(
        "sts200",
        sentences,
        new Truth.Similarities(pairs),
        (card, i) -> {
          List<Long> ids = new ArrayList<>();
          for (int k = 0; k < longest && tokens.intAt(i * longest + k) != 0; k++) {
            ids.add(tokens.intAt(i * longest + k));
          }
          return new EvaluationSet.Item(
              "sentence " + i, tokenInputs(ids), Placement.same(ids.size(), 1), null);
        });
  }

  /// BERT's three inputs for one sentence without padding.
  private static Map<String, Tensor> tokenInputs(List<Long> ids) {
    Shape shape = Shape.of(1, ids.size());
    long[] ones = new long[ids.size()];
    Arrays.fill(ones, 1);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("input_ids", Tensor.int64(shape, ids.stream().mapToLong(Long::longValue).toArray()));
    inputs.put("attention_mask", Tensor.int64(shape, ones));
    inputs.put("token_type_ids", Tensor.zeros(ElementType.INT64, shape));
    return inputs;
  }

  private static Tensor.Ints bytes(Path file, int rank) {
    Tensor tensor = Npy.read(file);
    if (tensor.type() != ElementType.UINT8
        || tensor.shape().rank() != rank
        || tensor.elements() == 0) {
      throw Problem.at(
          file.toString(),
          "an array " + tensor.shape() + " of " + tensor.type().text() + " is no set of pictures");
    }
    return (Tensor.Ints) tensor;
  }

  private static int[] classes(Tensor labels, int count) {
    if (labels.elements() != count) {
      throw new Problem(labels.elements() + " labels for " + count + " inputs");
    }
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      classes[i] = (int) labels.intAt(i);
    }
    return classes;
  }
}
