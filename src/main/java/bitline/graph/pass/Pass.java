package bitline.graph.pass;

import bitline.graph.Graph;
import java.util.function.UnaryOperator;

/// A named rewrite of a graph that keeps what the graph computes (up to rounding where `why` says
/// so).
///
/// @param name what it is switched off by, such as `fold-constants`
/// @param why one line: what it does and what for
public record Pass(String name, String why, UnaryOperator<Graph> rewrite) {}
