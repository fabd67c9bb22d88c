package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.onnx.OperatorTable.Imported;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;

/// How ONNX's operators become those of [bitline.graph.Elementwise]. Defaults are those of the
/// operators' newest form, which older forms share unless something else is said here.
final class ElementwiseImport {
  private ElementwiseImport() {}

  static void register(OperatorTable table) {
    table.plain("Abs", 6, new Elementwise.Abs());
    table.plain("Neg", 6, new Elementwise.Neg());
    table.plain("Sign", 9, new Elementwise.Sign());
    table.plain("Ceil", 6, new Elementwise.Ceil());
    table.plain("Floor", 6, new Elementwise.Floor());
    table.plain("Round", 11, new Elementwise.Round());
    table.plain("Reciprocal", 6, new Elementwise.Reciprocal());
    table.plain("Sqrt", 6, new Elementwise.Sqrt());
    table.plain("Exp", 6, new Elementwise.Exp());
    table.plain("Log", 6, new Elementwise.Log());
    table.plain("Erf", 9, new Elementwise.Erf());
    table.plain("Sin", 7, new Elementwise.Sin());
    table.plain("Cos", 7, new Elementwise.Cos());
    table.plain("Tan", 7, new Elementwise.Tan());
    table.plain("Asin", 7, new Elementwise.Asin());
    table.plain("Acos", 7, new Elementwise.Acos());
    table.plain("Atan", 7, new Elementwise.Atan());
    table.plain("Sinh", 9, new Elementwise.Sinh());
    table.plain("Cosh", 9, new Elementwise.Cosh());
    table.plain("Tanh", 6, new Elementwise.Tanh());
    table.plain("Asinh", 9, new Elementwise.Asinh());
    table.plain("Acosh", 9, new Elementwise.Acosh());
    table.plain("Atanh", 9, new Elementwise.Atanh());
    table.plain("Not", 1, new Elementwise.Not());
    table.plain("BitwiseNot", 18, new Elementwise.BitwiseNot());
    table.plain("Identity", 1, new Elementwise.Identity());
    activations(table);
    binary(table);
    table.plain("IsNaN", 9, new Elementwise.IsNaN());
    table.add(
        "IsInf",
        10,
        (node, target) ->
            Imported.of(
                new Elementwise.IsInf(
                    node.flag("detect_negative", true), node.flag("detect_positive", true)),
                node));
    table.add("Cast", 6, ElementwiseImport::cast);
    table.plain("CastLike", 15, new Elementwise.CastLike());
    table.add(
        "BitCast",
        26,
        (node, target) -> Imported.of(new Elementwise.BitCast(type(node, "to")), node));
    table.add("Clip", 6, ElementwiseImport::clip);
    table.plain("Where", 9, new Elementwise.Where());
    table.plain("Min", 6, new Elementwise.Min());
    table.plain("Max", 6, new Elementwise.Max());
    table.plain("Sum", 6, new Elementwise.Sum());
    table.plain("Mean", 6, new Elementwise.Mean());
  }

  private static void activations(OperatorTable table) {
    table.plain("Sigmoid", 6, new Elementwise.Sigmoid());
    table.plain("HardSwish", 14, new Elementwise.HardSwish());
    table.plain("Relu", 6, new Elementwise.Relu());
    table.plain("Softplus", 1, new Elementwise.Softplus());
    table.plain("Softsign", 1, new Elementwise.Softsign());
    table.plain("Mish", 18, new Elementwise.Mish());
    table.add(
        "HardSigmoid",
        6,
        (node, target) ->
            Imported.of(
                new Elementwise.HardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f)),
                node));
    table.add(
        "LeakyRelu",
        6,
        (node, target) -> Imported.of(new Elementwise.LeakyRelu(node.real("alpha", 0.01f)), node));
    table.add(
        "Elu", 6, (node, target) -> Imported.of(new Elementwise.Elu(node.real("alpha", 1)), node));
    table.add(
        "Selu",
        6,
        (node, target) ->
            Imported.of(
                new Elementwise.Selu(
                    node.real("alpha", 1.67326319217681884765625f),
                    node.real("gamma", 1.05070102214813232421875f)),
                node));
    table.add(
        "Celu",
        12,
        (node, target) -> Imported.of(new Elementwise.Celu(node.real("alpha", 1)), node));
    table.add(
        "ThresholdedRelu",
        10,
        (node, target) ->
            Imported.of(new Elementwise.ThresholdedRelu(node.real("alpha", 1)), node));
    table.add(
        "Gelu",
        20,
        (node, target) ->
            switch (node.string("approximate", "none")) {
              case "none" -> Imported.of(new Elementwise.Gelu(false), node);
              case "tanh" -> Imported.of(new Elementwise.Gelu(true), node);
              default ->
                  throw new Problem(
                      "approximate '"
                          + node.string("approximate", "")
                          + "'; none and tanh are known");
            });
    table.add(
        "Swish",
        24,
        (node, target) -> Imported.of(new Elementwise.Swish(node.real("alpha", 1)), node));
    table.add(
        "Shrink",
        9,
        (node, target) ->
            Imported.of(
                new Elementwise.Shrink(node.real("bias", 0), node.real("lambd", 0.5f)), node));
  }

  private static void binary(OperatorTable table) {
    table.plain("Add", 7, new Elementwise.Add());
    table.plain("Sub", 7, new Elementwise.Sub());
    table.plain("Mul", 7, new Elementwise.Mul());
    table.plain("Div", 7, new Elementwise.Div());
    table.add(
        "Mod",
        10,
        (node, target) -> Imported.of(new Elementwise.Mod(node.flag("fmod", false)), node));
    table.plain("Pow", 7, new Elementwise.Pow());
    table.plain("PRelu", 7, new Elementwise.PRelu());
    table.add(
        "BitShift",
        11,
        (node, target) ->
            switch (node.string("direction", "")) {
              case "LEFT" -> Imported.of(new Elementwise.BitShift(true), node);
              case "RIGHT" -> Imported.of(new Elementwise.BitShift(false), node);
              default ->
                  throw new Problem(
                      "direction '" + node.string("direction", "") + "'; LEFT and RIGHT are known");
            });
    table.plain("BitwiseAnd", 18, new Elementwise.BitwiseAnd());
    table.plain("BitwiseOr", 18, new Elementwise.BitwiseOr());
    table.plain("BitwiseXor", 18, new Elementwise.BitwiseXor());
    table.plain("And", 7, new Elementwise.And());
    table.plain("Or", 7, new Elementwise.Or());
    table.plain("Xor", 7, new Elementwise.Xor());
    table.plain("Equal", 7, new Elementwise.Equal());
    table.plain("Less", 7, new Elementwise.Less());
    table.plain("LessOrEqual", 12, new Elementwise.LessOrEqual());
    table.plain("Greater", 7, new Elementwise.Greater());
    table.plain("GreaterOrEqual", 12, new Elementwise.GreaterOrEqual());
  }

  /// ONNX leaves open what becomes of a number that does not fit. Its own tests expect the nearest
  /// one for 4-bit integers where these were introduced (opset 21), and the low bits since the
  /// types of 2 bits (opset 25).
  private static Imported cast(OnnxNode node, OperatorTable.Target target) {
    ElementType to = type(node, "to");
    return Imported.of(new Elementwise.Cast(to, to.bits() == 4 && node.opset() < 25), node);
  }

  private static ElementType type(OnnxNode node, String attribute) {
    if (!node.has(attribute)) {
      throw new Problem("attribute '" + attribute + "' is missing");
    }
    return ElementTypes.of(node.integer(attribute, 0));
  }

  /// Before opset 11 the bounds were attributes, of floats.
  private static Imported clip(OnnxNode node, OperatorTable.Target target) {
    if (node.opset() >= 11) {
      return Imported.of(new Elementwise.Clip(), node);
    }
    String least = node.has("min") ? bound(target, node.real("min", 0)) : "";
    String greatest = node.has("max") ? bound(target, node.real("max", 0)) : "";
    String x = node.inputs().isEmpty() ? "" : node.inputs().getFirst();
    return new Imported(new Elementwise.Clip(), List.of(x, least, greatest));
  }

  private static String bound(OperatorTable.Target target, float value) {
    return target.constant(Tensor.floats(Shape.SCALAR, new float[] {value}));
  }
}
