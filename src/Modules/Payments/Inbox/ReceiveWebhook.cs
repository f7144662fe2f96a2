using System.Text;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Inbox;

/// <summary>
/// Takes a webhook in: verified on its raw bytes, stored once per event, answered at once. What it means is found out afterwards.
/// </summary>
internal sealed partial class ReceiveWebhook(
    AppDb db, PaymentProcessors processors, Bell<SettlementWorker> bell, TimeProvider time, ILogger<ReceiveWebhook> log)
{
    public const int MaxBytes = 256 * 1024;

    /// <exception cref="Refused">404 unknown processor, or a test one that is switched off; 400 signature_bad, signature_old,
    /// payload_malformed; 413 too_large; 503 processor_off, one that was switched off with orders under way. No row is written.</exception>
    public async Task RunAsync(string processorName, HttpRequest request, CancellationToken cancel)
    {
        var processor = processors.Find(processorName) ?? throw Refused.NotFound();
        if (await processors.IsClosedAsync(processorName, cancel))
            throw Refused.NotFound();
        var body = await ReadAsync(request, cancel);
        // To the microsecond, as the mapped columns are: what PostgreSQL keeps.
        var now = time.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        WebhookEvent? told;
        try
        {
            told = await processor.VerifyAsync(request.Headers, body, now, cancel);
        }
        catch (Refused refused)
        {
            NotGenuine(processorName, refused.Code);
            if (await IsToComeAgainAsync(processorName, cancel))
                throw new Refused("processor_off", 503, "This payment processor is switched off here. Send it again later.")
                {
                    RetryAfter = TimeSpan.FromHours(1),
                };
            throw;
        }
        if (told is null)
            return;

        // One statement for the first copy and for all others, so that no two of them can meet between a look and a write.
        var payload = Encoding.UTF8.GetString(body.Span);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO webhook_deliveries (processor, event_id, type, subject, reference, payload, received_at, copies, attempts, next_attempt_at)
            VALUES ({processor.Name}, {told.Id}, {told.Type}, {told.Subject.ToString()}, {told.Reference}, {payload}, {now}, 1, 0, {now})
            ON CONFLICT (processor, event_id) DO UPDATE SET copies = webhook_deliveries.copies + 1
            """, cancel);
        await transaction.CommitAsync(cancel);
        bell.Ring();
    }

    /// <summary>
    /// Nobody can tell whether it is genuine while the secrets are gone, and something may be under way there. Its sender keeps it.
    /// </summary>
    private async Task<bool> IsToComeAgainAsync(string processor, CancellationToken cancel) =>
        await processors.IsAwayAsync(processor, cancel)
        // Whose order it is about stands in what cannot be verified.
        && await db.Set<Checkout>().IgnoreQueryFilters().AnyAsync(c => c.Processor == processor, cancel);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MaxBytes)
            throw TooLarge();
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancel)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                throw TooLarge();
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    private static Refused TooLarge() => new("too_large", 413, "That is larger than allowed here.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook for {Processor} was refused: {Code}")]
    private partial void NotGenuine(string processor, string code);
}
