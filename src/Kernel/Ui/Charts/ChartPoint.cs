namespace Guildhall.Kernel.Ui.Charts;

/// <param name="Label">What stands below the axis: a day, a name.</param>
/// <param name="Value">Not negative.</param>
/// <param name="Text">The value for people, with its unit; null to write the number itself.</param>
public sealed record ChartPoint(string Label, double Value, string? Text = null);
