package bitline.forecast.data;

/// How many of one chip were shipped in a calendar quarter, as Epoch AI estimates it.
///
/// @param maker who sells it, such as `Nvidia`
/// @param chip as the table calls it, such as `H100/H200`
/// @param from decimal year of the quarter's first day
/// @param to decimal year of its last day
/// @param units median of the estimate
/// @param fewest 5th percentile
/// @param most 95th percentile
/// @param h100 the median in units of an H100's rate
/// @param whole whether the estimate covers the whole quarter
/// @param file its table
/// @param row line of the table
public record Shipment(
    String maker,
    String chip,
    double from,
    double to,
    double units,
    double fewest,
    double most,
    double h100,
    boolean whole,
    String file,
    int row) {}
