using System.Text.Json;
using Guildhall.Kernel.Http.Outbound;

namespace Guildhall.Payments.Processors;

/// <summary>Calls of processors that are spoken to by plain HTTP and JSON.</summary>
internal static class ProcessorCalls
{
    /// <summary>What an answer may hold at most; the largest are bills of a day.</summary>
    private const int MaxAnswer = 64 * 1024 * 1024;

    /// <summary>Names as both WeChat Pay and PayPal write them.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <returns>Status, headers and the whole body, whatever the status.</returns>
    /// <exception cref="ProcessorFailure">Nothing came back: timed_out, connection_failed …</exception>
    public static async Task<(HttpResponseMessage Answer, byte[] Body)> CallAsync(
        this IHttpClientFactory clients, HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var client = clients.CreateClient(Outbound.Trusted);
            client.MaxResponseContentBufferSize = MaxAnswer;
            var answer = await client.SendAsync(request, cancel);
            return (answer, await answer.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is not null)
        {
            throw new ProcessorFailure(OutboundFailure.Of(error, cancel)!);
        }
    }

    /// <exception cref="ProcessorFailure">The body is not what it should be.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Json) ?? throw new ProcessorFailure("answer_unreadable");
        }
        catch (JsonException)
        {
            throw new ProcessorFailure("answer_unreadable");
        }
    }

    /// <summary>The base address that an operator set, without a slash at its end.</summary>
    /// <param name="set">Empty for <paramref name="official"/>.</param>
    public static string Base(string set, string official) => set.Length > 0 ? set.TrimEnd('/') : official;
}
