using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Processors;

/// <summary>The processors that this program knows, by name.</summary>
internal sealed class PaymentProcessors(IEnumerable<IPaymentProcessor> processors)
{
    private readonly Dictionary<string, IPaymentProcessor> _byName = processors.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Those that take new orders, the preferred one first.</summary>
    public IReadOnlyList<IPaymentProcessor> On => [.. _byName.Values.Where(p => p.IsOn)];

    /// <summary>Whether any of them moves money, be it on or off.</summary>
    public bool KnowsReal => _byName.Values.Any(p => p.MovesRealMoney);

    /// <summary>The one that takes an order on: the wanted one while it is on, else the preferred one; <c>null</c> when none is on.</summary>
    public IPaymentProcessor? ForOrders(string? wanted = null) => On.FirstOrDefault(p => p.Name == wanted) ?? On.FirstOrDefault();

    public bool IsOn(string name) => Find(name) is { IsOn: true };

    /// <summary>A test processor that is switched off takes and tells nothing. One that moves real money goes on with what is under way.</summary>
    public bool IsClosed(string name) => Find(name) is { IsOn: false, MovesRealMoney: false };

    public IPaymentProcessor? Find(string name) => _byName.GetValueOrDefault(name);

    public static Refused Off() => new("payments_off", 409, "This site takes no payments at the moment.");

    /// <exception cref="ProcessorFailure">A stored row names one that this program no longer has.</exception>
    public IPaymentProcessor Get(string name) => Find(name) ?? throw new ProcessorFailure("processor_gone");
}
