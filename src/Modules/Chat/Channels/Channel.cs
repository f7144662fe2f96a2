using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Channels;

/// <summary>Who stands in a channel.</summary>
public enum ChannelKind
{
    /// <summary>Whoever reads its space.</summary>
    Space,

    /// <summary>Two people; there is one for each pair.</summary>
    Direct,

    /// <summary>Some people.</summary>
    Group,
}

/// <summary>
/// A place of a chat with a log of its own: messages have numbers from 1, and whatever happens to a message raises the number of the last
/// change. Both are given under the lock on the channel, so that neither has gaps and the order of numbers is the order of commits.
/// </summary>
internal sealed class Channel : ICommunityOwned
{
    public const string OwnKind = "channel";
    public const int MaxName = 60, MaxAbout = 300, MaxPeople = 20, MaxSlowSeconds = 6 * 3600, MaxPeopleKey = 60;

    private Channel() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public ChannelKind Kind { get; private set; }

    /// <summary><c>null</c> for conversations.</summary>
    public long? SpaceId { get; private set; }

    /// <summary>Empty for a conversation that nobody has named.</summary>
    public string Name { get; private set; } = "";

    public string About { get; private set; } = "";

    /// <summary>Its place among the channels of its space.</summary>
    public int Place { get; private set; }

    /// <summary>The two of a direct conversation, so that there is one of them; <c>null</c> for all others.</summary>
    public string? PeopleKey { get; private set; }

    /// <summary>How long one member waits between two messages; 0 for not at all.</summary>
    public int SlowSeconds { get; private set; }

    /// <summary>Nobody writes any more; who could read it still can.</summary>
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Number of its newest message; threads have numbers of their own.</summary>
    public int LastNumber { get; private set; }

    /// <summary>Number of the newest change of any of its messages.</summary>
    public long LastChange { get; private set; }

    /// <summary>UTC: of the newest message, or when it was made.</summary>
    public DateTime LastAt { get; private set; }

    public long CreatedBy { get; private set; }
    public DateTime CreatedAt { get; private set; }

    public bool IsOfSpace => Kind == ChannelKind.Space;

    public Thing Thing => new(OwnKind, Id);

    public static Channel In(long communityId, long spaceId, string name, string about, int place, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        Kind = ChannelKind.Space,
        SpaceId = spaceId,
        Name = name,
        About = about,
        Place = place,
        CreatedBy = by,
        CreatedAt = now,
        LastAt = now,
    };

    /// <param name="people">All of them, whoever begins it included.</param>
    public static Channel Of(long communityId, IReadOnlyCollection<long> people, string name, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        Kind = people.Count == 2 && name.Length == 0 ? ChannelKind.Direct : ChannelKind.Group,
        Name = name,
        PeopleKey = people.Count == 2 && name.Length == 0 ? KeyOf(people) : null,
        CreatedBy = by,
        CreatedAt = now,
        LastAt = now,
    };

    public static string KeyOf(IReadOnlyCollection<long> people) => string.Join('-', people.Order());

    /// <exception cref="Refused">At the field "name" or "about".</exception>
    public static (string Name, string About) Check(string? name, string? about)
    {
        var (called, told) = ((name ?? "").Trim().TrimStart('#').Trim(), (about ?? "").Trim());
        if (!WellFormed.HasInk(called))
            throw Refused.AtField("name", "name_missing", "Enter a name for the channel.");
        if (called.Length > MaxName)
            throw Refused.AtField("name", "name_too_long", "A channel's name can have at most {0} characters.", MaxName);
        return told.Length <= MaxAbout ? (called, told)
            : throw Refused.AtField("about", "about_too_long", "This can have at most {0} characters.", MaxAbout);
    }

    public void Call(string name, string about) => (Name, About) = (name, about);

    public void Slow(int seconds) => SlowSeconds = seconds;

    public void Move(int place) => Place = place;

    public void Archive(DateTime now) => ArchivedAt ??= now;

    public void Reopen() => ArchivedAt = null;

    /// <summary>A message takes the next number.</summary>
    public int Take(DateTime now)
    {
        LastAt = now;
        return ++LastNumber;
    }

    /// <summary>Something happened to a message.</summary>
    public long Change() => ++LastChange;
}

internal sealed class ChannelMapping : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.ToTable("channels");
        builder.Property(c => c.Name).HasMaxLength(Channel.MaxName);
        builder.Property(c => c.About).HasMaxLength(Channel.MaxAbout);
        builder.Property(c => c.PeopleKey).HasMaxLength(Channel.MaxPeopleKey);
        builder.Ignore(c => c.IsOfSpace);
        builder.Ignore(c => c.Thing);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CommunityId, c.SpaceId, c.Place });
        builder.HasIndex(c => new { c.CommunityId, c.PeopleKey }).IsUnique();
    }
}
