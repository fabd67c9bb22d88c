package bitline.map;

import bitline.chip.Chip;
import bitline.chip.Memory;
import bitline.program.Loading;
import bitline.program.VectorWork;

/// A layer laid out on a chip's arrays and priced, by itself: what no schedule of it beats. It is
/// what a search over mappings asks for again and again.
///
/// @param layer its node
/// @param arrays that it takes, copies with it
/// @param multiplying seconds of its fullest array for one picture
/// @param finishing seconds of the vector units of the cores that it fills
/// @param bytes of inputs, read again for every vector, and of results for one picture
/// @param reading seconds in which the buffers' ports pass the inputs; 0 where the chip tells none
/// @param writing seconds until its weights are in the cells
/// @param busiest what takes longest for a picture
public record LayerBound(
    String layer,
    int arrays,
    double multiplying,
    double finishing,
    double bytes,
    double reading,
    double writing,
    String busiest) {

  static LayerBound of(Cut cut, Chip chip, VectorWork work, int copies) {
    Product product = cut.product();
    Placement.Layout layout = Placement.of(product.unrolling(), cut.coding(), chip.macro());
    if (layout == null) {
      throw new IllegalStateException(product.node() + " was laid out before");
    }
    Cut laid = new Cut(product, cut.coding(), layout);
    Workload.Load load = Ways.load(chip, laid);
    int arrays = Math.multiplyExact(load.blocks(), copies);
    int cores = Math.clamp(Math.ceilDiv(arrays, chip.core().macros()), 1, chip.cores());
    double multiplying = load.seconds(copies);
    long results = product.outputShape().elements();
    double finishing = work.finishing(results) / Math.clamp(work.units(), 1, cores);
    Memory buffer = chip.core().buffer();
    double reading =
        buffer == null || buffer.bandwidth() == null ? 0 : buffer.seconds(load.read()) / cores;
    Loading loading = new Loading(load.bytes(), load.rows());
    String busiest =
        multiplying >= finishing && multiplying >= reading
            ? "arrays"
            : finishing >= reading ? "vector unit" : "ports of buffers";
    return new LayerBound(
        product.node(),
        arrays,
        multiplying,
        finishing,
        load.read() + results,
        reading,
        loading.seconds(chip, chip.outside()),
        busiest);
  }
}
