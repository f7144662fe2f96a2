using Guildhall.Files.Storage;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.Extensions.Logging;

namespace Guildhall.Files.Moving;

/// <summary>Work: all files go to the other place.</summary>
/// <param name="To">"disk" or "bucket".</param>
internal sealed record MoveAllFiles(string To);

/// <summary>Leaves the move to the queue, where the operator sees how far it is.</summary>
internal sealed class AskForMove(AppDb db, Guard guard)
{
    // One at a time: a second wish replaces the first.
    private const string Key = "files";

    public async Task RunAsync(string? to, CancellationToken cancel)
    {
        await guard.RequireOperatorAsync(cancel);
        if (to is not (BucketSettings.Disk or BucketSettings.InBucket))
            throw Refused.AtField("to", "store_unknown", "Choose one of these.");
        db.Enqueue(() => new WorkOrder(Key, new MoveAllFiles(to), CommunityId: 0));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Does it. Interrupted, it goes on with what is left.</summary>
internal sealed partial class MoveFilesInQueue(MoveFiles move, ILogger<MoveFilesInQueue> log) : IWork<MoveAllFiles>
{
    private const int Step = 20;

    public static WorkOptions Options => new() { Parallel = 1 };

    public async Task RunAsync(MoveAllFiles payload, WorkContext context, CancellationToken cancel)
    {
        try
        {
            var moved = await move.RunAsync(payload.To,
                done => done % Step == 0 ? context.ReportAsync(done, 0, cancel) : Task.CompletedTask, cancel);
            Moved(moved.Files, payload.To, moved.Damaged.Count);
        }
        catch (Refused refused)
        {
            throw new WorkFailure(string.Format(System.Globalization.CultureInfo.InvariantCulture, refused.Text, refused.Args),
                final: refused.Status == 409);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Moved {Count} files to {Place}; {Damaged} are damaged and stay where they are")]
    private partial void Moved(long count, string place, int damaged);
}
