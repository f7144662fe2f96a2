using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Payments.Amounts;

/// <summary>A request that is valid in everything but what a test puts in the place of its amount.</summary>
/// <param name="Address">With the ids of things that are there.</param>
/// <param name="Body">Valid, with the amount; made anew for each request. <c>null</c> for a query.</param>
/// <param name="Valid">Minor units that are accepted.</param>
internal sealed record AmountRequest(Client Program, string Address, Func<JsonObject>? Body, long Valid)
{
    /// <summary>What refusals may call the field beside its own name: what the page's form calls it, without the currency
    /// behind it.</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    /// <summary>What was accepted: amount and currency as they are stored now. <c>null</c> where nothing is stored.</summary>
    public Func<JsonElement, Task<(long Amount, string Currency)>>? Stored { get; init; }

    /// <summary>The currency where the request names none.</summary>
    public string Usual { get; init; } = "CNY";

    /// <param name="amount">As it stands in JSON: a number, a text in quotes.</param>
    /// <param name="currency">As it stands in JSON; <c>null</c> leaves the field as it is.</param>
    public async Task<Answer> SendAsync(AmountField field, string amount, string? currency = null)
    {
        var address = field.InQuery ? $"{Address}?{field.Path}={Uri.EscapeDataString(amount.Trim('"'))}" : Address;
        using var request = new HttpRequestMessage(new HttpMethod(field.Method), address);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (Body is not null)
            request.Content = new StringContent(Filled(field, amount, currency), Encoding.UTF8, "application/json");
        return await Program.SendAsync(request);
    }

    private string Filled(AmountField field, string amount, string? currency)
    {
        JsonNode at = Body!();
        var root = at;
        var steps = field.Path.Split('.');
        foreach (var step in steps[..^1])
            at = (step.EndsWith("[]", StringComparison.Ordinal) ? at[step[..^2]]?[0] : at[step])
                ?? throw new InvalidOperationException($"The request for {field} has no {step}.");
        const string Place = "«amount»", CurrencyPlace = "«currency»";
        at[steps[^1]] = Place;
        if (currency is not null)
            at[field.Currency!] = CurrencyPlace;
        // By hand: a number that no type of ours can hold must arrive as it is.
        return root.ToJsonString(Plain).Replace($"\"{Place}\"", amount, StringComparison.Ordinal)
            .Replace($"\"{CurrencyPlace}\"", currency, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ValidText => Valid.ToString(CultureInfo.InvariantCulture);
}
