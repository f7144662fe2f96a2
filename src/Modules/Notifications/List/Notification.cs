using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Notifications.List;

/// <summary>
/// One member is told of one thing, once. Its words are made when it is shown: they follow the reader's language and what the gate says
/// then.
/// </summary>
internal sealed class Notification
{
    private Notification() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Where it happened; 0 for the installation. A member's list spans communities.</summary>
    public long OfCommunityId { get; private set; }

    /// <summary>One of <see cref="NotificationKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Unique for the member: a fact that is told twice is one notification.</summary>
    public string Key { get; private set; } = "";

    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }

    /// <summary>A text key with places for <see cref="Arguments"/>.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who did it; <c>null</c> where it is nobody's deed or not to be told.</summary>
    public long? ById { get; private set; }

    /// <summary>JSON list of texts; <see cref="Telling.Notice.TheirName"/> stands for the name of who did it.</summary>
    public string Arguments { get; private set; } = "[]";

    /// <summary>Local path to which a click leads.</summary>
    public string Path { get; private set; } = "";

    public DateTime At { get; private set; }
    public DateTime? ReadAt { get; private set; }

    public Thing Thing => new(ThingKind, ThingId);

    public static Notification Of(long memberId, Telling.Notice notice, DateTime at) => new()
    {
        MemberId = memberId,
        OfCommunityId = notice.CommunityId,
        Kind = notice.Kind,
        Key = notice.Key,
        ThingKind = notice.Thing.Kind,
        ThingId = notice.Thing.Id,
        ById = notice.By,
        Text = notice.Text,
        Arguments = System.Text.Json.JsonSerializer.Serialize(notice.Arguments),
        Path = notice.Path,
        At = at,
    };

    public IReadOnlyList<string> ReadArguments() => System.Text.Json.JsonSerializer.Deserialize<List<string>>(Arguments) ?? [];

    public void Read(DateTime now) => ReadAt ??= now;
}

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(n => n.Kind).HasMaxLength(40);
        builder.Property(n => n.Key).HasMaxLength(120);
        builder.Property(n => n.ThingKind).HasMaxLength(40);
        builder.Property(n => n.Text).HasMaxLength(300);
        builder.Property(n => n.Path).HasMaxLength(500);
        builder.Ignore(n => n.Thing);
        builder.HasOne<Member>().WithMany().HasForeignKey(n => n.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(n => n.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.MemberId, n.Key }).IsUnique();
        builder.HasIndex(n => new { n.MemberId, n.Id });
        builder.HasIndex(n => new { n.MemberId, n.ReadAt });
        builder.HasIndex(n => n.At);
    }
}
