/// ONNX files in and out: our own reader of the wire format over a mapped file, the table of
/// supported operators, and a writer. Turns every older form of an operator into the one form that
/// `graph` knows.
@NullMarked
package bitline.onnx;

import org.jspecify.annotations.NullMarked;
