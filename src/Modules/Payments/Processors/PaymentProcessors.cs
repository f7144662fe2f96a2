namespace Guildhall.Payments.Processors;

/// <summary>The processors that this program knows, by name.</summary>
internal sealed class PaymentProcessors(IEnumerable<IPaymentProcessor> processors)
{
    private readonly Dictionary<string, IPaymentProcessor> _byName = processors.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Those that take new orders, the preferred one first.</summary>
    public IReadOnlyList<IPaymentProcessor> On => [.. _byName.Values.Where(p => p.IsOn)];

    public IPaymentProcessor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="ProcessorFailure">A stored row names one that this program no longer has.</exception>
    public IPaymentProcessor Get(string name) => Find(name) ?? throw new ProcessorFailure("processor_gone");
}
