using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Checkouts;

/// <summary>A way of paying that a buyer may choose.</summary>
/// <param name="Title">A brand, or a text key.</param>
public sealed record ProcessorOption(string Name, string Title, bool MovesRealMoney)
{
    internal static IReadOnlyList<ProcessorOption> Of(IEnumerable<IPaymentProcessor> processors) =>
        [.. processors.Select(p => new ProcessorOption(p.Name, p.Title, p.MovesRealMoney))];
}
