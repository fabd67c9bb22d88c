package bitline.onnx;

import bitline.graph.Pooling;
import bitline.onnx.OperatorTable.Imported;

/// How ONNX's operators become those of [bitline.graph.Pooling].
final class PoolingImport {
  private PoolingImport() {}

  static void register(OperatorTable table) {
    table.add(
        "MaxPool",
        1,
        (node, _) ->
            Imported.of(
                new Pooling.MaxPool(
                    Windows.withKernel(node),
                    node.flag("ceil_mode", false),
                    node.flag("storage_order", false)),
                node));
    table.add(
        "AveragePool",
        1,
        (node, _) ->
            Imported.of(
                new Pooling.AveragePool(
                    Windows.withKernel(node),
                    node.flag("ceil_mode", false),
                    node.flag("count_include_pad", false)),
                node));
    table.add(
        "LpPool",
        2,
        (node, _) ->
            Imported.of(
                new Pooling.LpPool(
                    Windows.withKernel(node), node.flag("ceil_mode", false), node.small("p", 2)),
                node));
    table.plain("GlobalAveragePool", 1, new Pooling.GlobalAveragePool());
    table.plain("GlobalMaxPool", 1, new Pooling.GlobalMaxPool());
    table.add(
        "GlobalLpPool",
        2,
        (node, _) -> Imported.of(new Pooling.GlobalLpPool(node.small("p", 2)), node));
    table.add(
        "MaxUnpool",
        9,
        (node, _) -> Imported.of(new Pooling.MaxUnpool(Windows.withKernel(node)), node));
    table.add(
        "MaxRoiPool",
        1,
        (node, _) ->
            Imported.of(
                new Pooling.MaxRoiPool(node.smalls("pooled_shape"), node.real("spatial_scale", 1)),
                node));
  }
}
