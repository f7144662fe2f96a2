using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Content.Import;

/// <summary>Where a batch stands, read from its facts.</summary>
public enum ImportState
{
    Checking,
    Ready,
    Importing,
    Done,
    Undoing,
    Undone,
    Failed,
}

/// <summary>
/// One folder of Markdown on its way in: looked through first, then taken in when somebody says so, and undone as a whole if
/// need be. Every step is kept row by row in its <see cref="ImportItem"/>s, so that a restart goes on where it stopped.
/// </summary>
internal sealed class ImportBatch : ICommunityOwned
{
    public const int MaxSource = 200;

    private ImportBatch() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>The name under which a later import finds again what this one brought.</summary>
    public string Source { get; private set; } = "";

    /// <summary>What was handed in, as shown to people: the folder's or the zip's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Path of the folder or of the zip on this machine.</summary>
    public string Location { get; private set; } = "";

    /// <summary>Where all articles go; <c>null</c> makes a column of every top folder.</summary>
    public string? SpaceSlug { get; private set; }

    /// <summary>Whether pictures that lie on other servers are brought in too.</summary>
    public bool FetchesPictures { get; private set; }

    public long MemberId { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime? CheckedAt { get; private set; }
    public DateTime? StartedAt { get; private set; }
    public DateTime? FinishedAt { get; private set; }
    public DateTime? UndoStartedAt { get; private set; }
    public DateTime? UndoneAt { get; private set; }
    public DateTime? FailedAt { get; private set; }

    /// <summary>Why it failed as a whole: a text key of <see cref="ImportTexts"/>.</summary>
    public string? Failure { get; private set; }

    /// <summary>Files looked at so far, while it is being checked.</summary>
    public int Looked { get; private set; }

    /// <summary>Files there are to look at; 0 until known.</summary>
    public int Files { get; private set; }

    /// <summary>Rows there are to take in.</summary>
    public int Total { get; private set; }

    /// <summary>Rows taken in so far.</summary>
    public int Applied { get; private set; }

    /// <summary>Articles to be made, changed and left as they are; rows with a warning; rows that cannot be taken in.</summary>
    public int Created { get; private set; }
    public int Updated { get; private set; }
    public int Unchanged { get; private set; }
    public int Warnings { get; private set; }
    public int Errors { get; private set; }
    public int Undone { get; private set; }
    public int KeptOnUndo { get; private set; }

    /// <summary>Only one process works on a batch: the one whose lease has not run out.</summary>
    public DateTime? LeasedUntil { get; private set; }

    /// <summary>
    /// How often it was taken up in a row without a step done between, counted when it is leased: a process that dies counts too.
    /// </summary>
    public int Tries { get; private set; }

    public ImportState State =>
        FailedAt is not null ? ImportState.Failed
        : UndoneAt is not null ? ImportState.Undone
        : UndoStartedAt is not null ? ImportState.Undoing
        : FinishedAt is not null ? ImportState.Done
        : StartedAt is not null ? ImportState.Importing
        : CheckedAt is not null ? ImportState.Ready
        : ImportState.Checking;

    public bool IsBusy => State is ImportState.Checking or ImportState.Importing or ImportState.Undoing;

    public static ImportBatch Open(
        long communityId, string source, string name, string location, string? spaceSlug, bool fetchesPictures, long memberId,
        DateTime now) => new()
    {
        CommunityId = communityId,
        Source = source,
        Name = name,
        Location = location,
        SpaceSlug = spaceSlug,
        FetchesPictures = fetchesPictures,
        MemberId = memberId,
        CreatedAt = now,
    };

    public void Checked(ImportCounts counts, DateTime now)
    {
        (Total, Created, Updated, Unchanged, Warnings, Errors) =
            (counts.Total, counts.Created, counts.Updated, counts.Unchanged, counts.Warnings, counts.Errors);
        Looked = Files = counts.Files;
        CheckedAt = now;
    }

    /// <summary>Whether an undo has anything to take back.</summary>
    public bool CanUndo => State == ImportState.Done || (State == ImportState.Failed && Applied > 0);

    /// <summary>Whether it may be forgotten: nothing came in.</summary>
    public bool CanDrop => State == ImportState.Ready || (State == ImportState.Failed && Applied == 0);

    /// <summary>Takes it in; what failed goes on where it stopped.</summary>
    /// <exception cref="Refused">409 when it was not checked yet or has been taken in already.</exception>
    public void Start(DateTime now)
    {
        if (State == ImportState.Failed)
        {
            Recover();
            return;
        }
        if (State != ImportState.Ready)
            throw new Refused("import_not_ready", 409, "This import can't be started now.");
        StartedAt = now;
    }

    /// <summary>More rows are to be taken in than the check said: articles are withdrawn whose files are gone.</summary>
    public void AlsoWithdraw(int rows) => (Total, Updated) = (Total + rows, Updated + rows);

    /// <param name="failed">Rows that turned out, against the report, not to go in.</param>
    public void Advance(int applied, int failed)
    {
        Applied += applied;
        Errors += failed;
    }

    /// <summary>Rows got a warning while they were taken in.</summary>
    public void AlsoWarn(int rows) => Warnings += rows;

    /// <summary>A text that awaited pictures got none, and is what it was.</summary>
    public void StaysUnchanged() => (Updated, Unchanged) = (Updated - 1, Unchanged + 1);

    public void Finish(DateTime now) => FinishedAt = now;

    /// <exception cref="Refused">409 when nothing was taken in, or it is undone already.</exception>
    public void StartUndo(DateTime now)
    {
        if (!CanUndo)
            throw new Refused("import_not_done", 409, "Only what was imported can be undone.");
        Recover();
        UndoStartedAt ??= now;
    }

    private void Recover() => (Failure, FailedAt) = (null, null);

    public void AdvanceUndo(int undone, int kept)
    {
        Undone += undone;
        KeptOnUndo += kept;
    }

    public void FinishUndo(DateTime now) => UndoneAt = now;

    public void Fail(string why, DateTime now) => (Failure, FailedAt) = (why, now);
}

/// <summary>What a look through a folder found.</summary>
internal sealed record ImportCounts(int Files, int Total, int Created, int Updated, int Unchanged, int Warnings, int Errors);

internal sealed class ImportBatchMapping : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder)
    {
        builder.ToTable("import_batches");
        builder.Ignore(b => b.State);
        builder.Ignore(b => b.IsBusy);
        builder.Ignore(b => b.CanUndo);
        builder.Ignore(b => b.CanDrop);
        builder.Property(b => b.Source).HasMaxLength(ImportBatch.MaxSource);
        builder.Property(b => b.Name).HasMaxLength(255);
        builder.Property(b => b.Location).HasMaxLength(4096);
        builder.Property(b => b.SpaceSlug).HasMaxLength(Kernel.Values.Slug.MaxLength);
        builder.Property(b => b.Failure).HasMaxLength(500);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => new { b.CommunityId, b.Id });
    }
}
