using System.ComponentModel.DataAnnotations;

namespace Guildhall.Payments;

/// <summary>Section <c>Guildhall:Payments</c>.</summary>
internal sealed class PaymentsOptions : IValidatableObject
{
    /// <summary>Whether the built-in test processor takes payments. No money moves with it, so anybody can get any tier: switch it off before going live.</summary>
    public bool TestProcessor { get; set; } = true;

    /// <summary>Base address to which the test processor sends its webhooks; empty: the address on which this process listens.</summary>
    public string TestProcessorTarget { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (TestProcessorTarget.Length > 0 && !(Uri.TryCreate(TestProcessorTarget, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return new ValidationResult("Guildhall:Payments:TestProcessorTarget is no http address.", [nameof(TestProcessorTarget)]);
    }
}
