namespace Guildhall.Payments;

/// <summary>Section <c>Guildhall:Payments</c>.</summary>
internal sealed class PaymentsOptions
{
    /// <summary>
    /// Whether the built-in test processor takes payments. No money moves with it, so anybody can get any tier: switch it off before going
    /// live.
    /// </summary>
    public bool TestProcessor { get; set; } = true;

    /// <summary>Base address to which the test processor sends its webhooks; empty: the address on which this process listens.</summary>
    public string TestProcessorTarget { get; set; } = "";

    /// <summary>Origin of the test processor's pages, e.g. <c>http://127.0.0.1:5099</c>; empty: they are pages of the site.</summary>
    public string TestProcessorOrigin { get; set; } = "";
}
