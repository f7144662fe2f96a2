using System.Net.Http.Headers;
using System.Text.Json;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.PayPal;

/// <summary>
/// Our side of a dispute: evidence as notes in a form of several parts, or a claim accepted. What may be done about a dispute stands in its
/// links; while buyer and seller still talk (an inquiry) there is no claim to answer.
/// https://developer.paypal.com/api/customer-disputes/v1/disputes-provide-evidence
/// </summary>
internal sealed class PayPalDisputeAnswers(PayPalClient client)
{
    /// <summary>What one note holds there; a longer text goes as several pieces of evidence.</summary>
    public const int LongestNote = 2000;

    public async Task AnswerAsync(PayPalAccount account, string reference, string text, string requestId, CancellationToken cancel)
    {
        await RequireAsync(account, reference, "provide-evidence", cancel);
        var evidence = new { Evidences = Notes(text).Select(note => new { EvidenceType = "OTHER", Notes = note }) };
        await client.PostFormAsync(account, $"{Path(reference)}/provide-evidence", () =>
        {
            var input = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(evidence, ProcessorCalls.Json));
            input.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return new MultipartFormDataContent { { input, "input" } };
        }, requestId, cancel);
    }

    public async Task AcceptAsync(PayPalAccount account, string reference, string note, string requestId, CancellationToken cancel)
    {
        await RequireAsync(account, reference, "accept-claim", cancel);
        await client.PostAsync(account, $"{Path(reference)}/accept-claim", new { Note = note }, requestId, cancel);
    }

    /// <summary>The text in pieces that fit, cut between lines where that is possible.</summary>
    internal static IReadOnlyList<string> Notes(string text)
    {
        var notes = new List<string>();
        var left = text.AsSpan();
        while (left.Length > LongestNote)
        {
            var cut = left[..(LongestNote + 1)].LastIndexOf('\n');
            if (cut <= 0)
                cut = char.IsHighSurrogate(left[LongestNote - 1]) ? LongestNote - 1 : LongestNote;
            notes.Add(left[..cut].ToString());
            left = left[cut..].TrimStart('\n');
        }
        if (left.Length > 0)
            notes.Add(left.ToString());
        return notes;
    }

    /// <exception cref="ProcessorFailure">still_an_inquiry; not_answerable.</exception>
    private async Task RequireAsync(PayPalAccount account, string reference, string deed, CancellationToken cancel)
    {
        var dispute = await client.GetAsync<PayPalDisputeDetails>(account, Path(reference), cancel);
        if (!dispute.Offers(deed))
            throw new ProcessorFailure(dispute.DisputeState == "OPEN_INQUIRIES" ? "still_an_inquiry" : "not_answerable", final: true);
    }

    private static string Path(string reference) => $"/v1/customer/disputes/{Uri.EscapeDataString(reference)}";
}
