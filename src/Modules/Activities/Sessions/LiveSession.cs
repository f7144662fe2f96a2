using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Sessions;

/// <summary>Who may come to a session or enter a draw, beside those who bought a ticket.</summary>
public enum Attendance
{
    /// <summary>Everyone who has signed in.</summary>
    Everyone,

    /// <summary>Members of the community, of any tier.</summary>
    Members,

    /// <summary>A tier of its own, or a higher one.</summary>
    Tier,

    /// <summary>Nobody else: tickets are sold.</summary>
    Ticket,
}

/// <summary>Where a session is on its way. That one is over, the clock says.</summary>
public enum SessionState
{
    /// <summary>Seen by those who make sessions.</summary>
    Draft,

    /// <summary>There for everyone.</summary>
    Published,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <summary>
/// A live session, a meeting or another dated event. What it is about is open to everyone once it is public; the link to its room is given
/// out at the door alone.
/// </summary>
internal sealed class LiveSession : ICommunityOwned
{
    public const string OwnKind = "session";

    /// <summary>What is sold of a session, under its id.</summary>
    public const string TicketKind = "ticket";

    public const int MaxKey = 100, MaxReason = 400;

    private LiveSession() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>A space of Communities: no foreign key crosses modules.</summary>
    public long SpaceId { get; private set; }

    /// <summary>The first one of its series; <c>null</c> for one by itself.</summary>
    public long? SeriesId { get; private set; }

    public string Title { get; private set; } = "";
    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>"zh" or "en".</summary>
    public string Language { get; private set; } = "";

    /// <summary>Address of the picture that its host chose; <c>null</c> without one.</summary>
    public string? Cover { get; private set; }

    /// <summary>As the clock of <see cref="Zone"/> shows it.</summary>
    public DateTime StartsLocal { get; private set; }

    /// <summary>IANA name.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>UTC: that instant.</summary>
    public DateTime StartsAt { get; private set; }

    /// <summary>UTC, exclusive.</summary>
    public DateTime EndsAt { get; private set; }

    /// <summary>Counts how often it was moved after it was public: what was told of an earlier time holds no longer.</summary>
    public int Timing { get; private set; }

    /// <summary>Where one joins, at whatever service; empty without. Read by the door alone (<c>JoinSession</c>).</summary>
    public string SecretJoinUrl { get; private set; } = "";

    /// <summary>The door opens so many minutes before the start.</summary>
    public int DoorMinutes { get; private set; }

    /// <summary>Where it takes place among walls; empty without.</summary>
    public string Place { get; private set; } = "";

    /// <summary><c>null</c> for any number.</summary>
    public int? Seats { get; private set; }

    public Attendance Access { get; private set; }

    /// <summary>Only with <see cref="Attendance.Tier"/>. A tier of Memberships: no foreign key crosses modules.</summary>
    public long? TierId { get; private set; }

    public SessionState State { get; private set; }
    public string CancelReason { get; private set; } = "";

    /// <summary>Where its recording is seen; empty without. Read by the door alone.</summary>
    public string SecretRecordingUrl { get; private set; } = "";

    public string Notes { get; private set; } = "";
    public string NotesHtml { get; private set; } = "";

    /// <summary>Counts saves, so that two who edit at once do not overwrite each other.</summary>
    public int Edition { get; private set; }

    public long AuthorId { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <summary>UTC: when it became public first.</summary>
    public DateTime? PublishedAt { get; private set; }

    /// <summary>What the asking side chose so that making it twice is making it once.</summary>
    public string? Key { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public Thing Ticket => new(TicketKind, Id);

    public SessionTerms Terms => new(Id, Access, TierId);

    public bool IsPublic => State != SessionState.Draft;

    public DateTime DoorAt => StartsAt.AddMinutes(-DoorMinutes);

    public bool IsOver(DateTime now) => EndsAt <= now;

    /// <summary>Whether people may still say that they come.</summary>
    public bool TakesGuests(DateTime now) => State == SessionState.Published && !IsOver(now);

    public static LiveSession In(long communityId, long spaceId, long authorId, string? key, DateTime now) => new()
    {
        CommunityId = communityId,
        SpaceId = spaceId,
        AuthorId = authorId,
        Key = key,
        CreatedAt = now,
    };

    /// <summary>It belongs to the series that this one began.</summary>
    public void Follow(long first) => SeriesId = first;

    /// <returns>Whether a public session begins at another time from now on.</returns>
    public bool Describe(SessionText text, DateTime now)
    {
        var moved = IsPublic && text.Time.At != StartsAt;
        (Title, Markdown, Html, Language, Place, Seats) =
            (text.Title, text.Markdown, text.Rendered.FullHtml, text.Language, text.Place, text.Seats);
        (StartsLocal, Zone, StartsAt, EndsAt) = (text.Time.Local, text.Time.Zone, text.Time.At, text.Time.At.AddMinutes(text.Minutes));
        (Access, TierId, DoorMinutes) = (text.Access, text.TierId, text.DoorMinutes);
        SecretJoinUrl = text.JoinUrl ?? SecretJoinUrl;
        (ChangedAt, Edition) = (now, Edition + 1);
        if (moved)
            Timing++;
        return moved;
    }

    /// <param name="path">As a kept file gives it; <c>null</c> takes the picture away.</param>
    public void CoverWith(string? path) => Cover = path;

    public void Publish(DateTime now)
    {
        State = SessionState.Published;
        PublishedAt ??= now;
    }

    public void Cancel(string reason, DateTime now) => (State, CancelReason, ChangedAt) = (SessionState.Cancelled, reason, now);

    /// <param name="recordingUrl"><c>null</c> leaves what is there; empty takes it away.</param>
    /// <returns>Whether there is something that was not there before.</returns>
    public bool Recall(string? recordingUrl, string notes, string notesHtml, DateTime now)
    {
        var isNew = (recordingUrl is { Length: > 0 } && SecretRecordingUrl.Length == 0) || (notes.Length > 0 && Notes.Length == 0);
        SecretRecordingUrl = recordingUrl ?? SecretRecordingUrl;
        (Notes, NotesHtml, ChangedAt, Edition) = (notes, notesHtml, now, Edition + 1);
        return isNew;
    }
}

internal sealed class LiveSessionMapping : IEntityTypeConfiguration<LiveSession>
{
    public void Configure(EntityTypeBuilder<LiveSession> builder)
    {
        builder.ToTable("live_sessions");
        builder.Property(s => s.Title).HasMaxLength(SessionText.MaxTitle);
        builder.Property(s => s.Language).HasMaxLength(8);
        builder.Property(s => s.Cover).HasMaxLength(200);
        builder.Property(s => s.Zone).HasMaxLength(64);
        builder.Property(s => s.SecretJoinUrl).HasMaxLength(SessionText.MaxUrl);
        builder.Property(s => s.SecretRecordingUrl).HasMaxLength(SessionText.MaxUrl);
        builder.Property(s => s.Place).HasMaxLength(SessionText.MaxPlace);
        builder.Property(s => s.CancelReason).HasMaxLength(LiveSession.MaxReason);
        builder.Property(s => s.Key).HasMaxLength(LiveSession.MaxKey);
        builder.Property(s => s.Edition).IsConcurrencyToken();
        builder.Ignore(s => s.Thing);
        builder.Ignore(s => s.Ticket);
        builder.Ignore(s => s.Terms);
        builder.Ignore(s => s.IsPublic);
        builder.Ignore(s => s.DoorAt);
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.CommunityId, s.SpaceId, s.StartsAt });
        builder.HasIndex(s => new { s.CommunityId, s.StartsAt });
        builder.HasIndex(s => s.SeriesId);
        // The same key again is the same session, from two devices at once too.
        builder.HasIndex(s => new { s.AuthorId, s.Key }).IsUnique();
    }
}
