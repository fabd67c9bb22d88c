package bitline.money;

/// What a product costs to make: from wafer to sold unit.
public final class Costing {
  private Costing() {}

  /// The cost of one product at the prices that come with Bitline.
  ///
  /// @throws bitline.base.Problem for a node without prices, a die larger than a reticle, a package
  ///   that is not described
  public static UnitCost of(Product product, Terms terms) {
    throw new UnsupportedOperationException("not yet here: " + product.name() + terms);
  }
}
