using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Drawing;

/// <summary>How far a draw is.</summary>
public enum DrawState
{
    /// <summary>Being prepared; seen by those who hold draws.</summary>
    Draft,

    /// <summary>Takes entries; nothing of it changes any more.</summary>
    Open,

    /// <summary>The entries are frozen; the seed is about to be told.</summary>
    Closed,

    /// <summary>The seed is told, and with it who has won.</summary>
    Decided,

    /// <summary>It was open and does not take place.</summary>
    Cancelled,
}

/// <summary>
/// A draw that anybody can check. When it opens it tells the hash of a secret seed; when it closes it tells the hash of its entries, and
/// then the seed, from which the winners follow (<see cref="Lots"/>).
/// </summary>
internal sealed class Draw : ICommunityOwned
{
    public const string OwnKind = "draw";
    public const int MaxReason = 400;

    private Draw() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>The session under which it stands; <c>null</c> for one by itself.</summary>
    public long? SessionId { get; private set; }

    public string Title { get; private set; } = "";
    public string Markdown { get; private set; } = "";
    public string Html { get; private set; } = "";

    /// <summary>"zh" or "en".</summary>
    public string Language { get; private set; } = "";

    public Attendance Access { get; private set; }

    /// <summary>Only with <see cref="Attendance.Tier"/>.</summary>
    public long? TierId { get; private set; }

    /// <summary>UTC: only accounts that are older may enter; <c>null</c> for all.</summary>
    public DateTime? JoinedBefore { get; private set; }

    public DateTime ClosesLocal { get; private set; }

    /// <summary>IANA name.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime ClosesAt { get; private set; }

    public DrawState State { get; private set; }

    /// <summary>32 random bytes, hexadecimal; told to nobody before it is decided. Empty in a draft.</summary>
    public string SecretSeed { get; private set; } = "";

    /// <summary>SHA-256 of the seed's bytes, hexadecimal.</summary>
    public string Commitment { get; private set; } = "";

    /// <summary>The numbers of the entries, rising, a line each, as they were frozen.</summary>
    public string Entries { get; private set; } = "";

    /// <summary>SHA-256 of that text, hexadecimal.</summary>
    public string EntriesHash { get; private set; } = "";

    public string CancelReason { get; private set; } = "";
    public long StartedBy { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime? OpenedAt { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public bool IsPublic => State != DrawState.Draft;

    /// <summary>What everybody may know of the seed.</summary>
    public string? Seed => State == DrawState.Decided ? SecretSeed : null;

    public IReadOnlyList<long> EntryIds => Lots.Read(Entries);

    public static Draw In(long communityId, long? sessionId, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        SessionId = sessionId,
        StartedBy = by,
        CreatedAt = now,
    };

    public void Describe(DrawText text)
    {
        if (State != DrawState.Draft)
            throw new InvalidOperationException("A draw that was opened does not change.");
        (Title, Markdown, Html, Language) = (text.Title, text.Markdown, text.Rendered.FullHtml, text.Language);
        (Access, TierId, JoinedBefore) = (text.Access, text.TierId, text.JoinedBefore);
        (ClosesLocal, Zone, ClosesAt) = (text.Time.Local, text.Time.Zone, text.Time.At);
    }

    /// <param name="seed">32 random bytes.</param>
    public void Open(byte[] seed, DateTime now)
    {
        if (State != DrawState.Draft)
            throw new InvalidOperationException("A draw opens once.");
        (State, OpenedAt) = (DrawState.Open, now);
        (SecretSeed, Commitment) = (Lots.Hex(seed), Lots.Commit(seed));
    }

    public void Close(IReadOnlyCollection<long> entries, DateTime now)
    {
        if (State != DrawState.Open)
            throw new InvalidOperationException("A draw closes once.");
        (State, ClosedAt, Entries) = (DrawState.Closed, now, Lots.Write(entries));
        EntriesHash = Lots.HashOf(Entries);
    }

    public void Decide(DateTime now) => (State, DecidedAt) = (DrawState.Decided, now);

    public void Cancel(string reason) => (State, CancelReason) = (DrawState.Cancelled, reason);
}

internal sealed class DrawMapping : IEntityTypeConfiguration<Draw>
{
    public void Configure(EntityTypeBuilder<Draw> builder)
    {
        builder.ToTable("draws");
        builder.Property(d => d.Title).HasMaxLength(DrawText.MaxTitle);
        builder.Property(d => d.Language).HasMaxLength(8);
        builder.Property(d => d.Zone).HasMaxLength(64);
        builder.Property(d => d.SecretSeed).HasMaxLength(64);
        builder.Property(d => d.Commitment).HasMaxLength(64);
        builder.Property(d => d.EntriesHash).HasMaxLength(64);
        builder.Property(d => d.CancelReason).HasMaxLength(Draw.MaxReason);
        builder.Ignore(d => d.Thing);
        builder.Ignore(d => d.IsPublic);
        builder.Ignore(d => d.Seed);
        builder.Ignore(d => d.EntryIds);
        builder.HasOne<LiveSession>().WithMany().HasForeignKey(d => d.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.StartedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.CommunityId, d.Id });
    }
}
