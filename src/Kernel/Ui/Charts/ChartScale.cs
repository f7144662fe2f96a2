using System.Globalization;

namespace Guildhall.Kernel.Ui.Charts;

/// <summary>Places values on a field of 100 × 100 units that the style sheet stretches to the room there is.</summary>
internal sealed class ChartScale
{
    private readonly double top;

    public ChartScale(IReadOnlyList<ChartPoint> points) => top = Round(points.Count == 0 ? 0 : points.Max(point => point.Value));

    /// <summary>Axis values from the top down: a round number, its half, nothing.</summary>
    public IEnumerable<double> Marks => [top, top / 2, 0];

    /// <summary>Distance from the upper edge.</summary>
    public double Y(double value) => 100 - value / top * 100;

    public static string Number(double coordinate) => coordinate.ToString("0.###", CultureInfo.InvariantCulture);

    // 1, 2, 5, 10, 20, 50 …: the eye halves such numbers without reckoning.
    private static double Round(double highest)
    {
        if (highest <= 0)
            return 2;
        var power = Math.Pow(10, Math.Floor(Math.Log10(highest)));
        foreach (var step in (ReadOnlySpan<double>)[1, 2, 4, 5, 10])
            if (highest <= step * power)
                return step * power;
        return 10 * power;
    }
}
