using System.Text.Json;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Events;

/// <summary>One row of the activity ledger: this member did this to that, then. Never changed, never deleted; also the outbox.</summary>
public sealed class Activity
{
    private Activity() { }

    public long Id { get; private set; }

    /// <summary>PostgreSQL's transaction id, so that readers can follow commit order; 0 on SQLite, whose ids already do.</summary>
    public long Transaction { get; private set; }

    /// <summary>0 for facts of the whole installation.</summary>
    public long CommunityId { get; private set; }

    public long? ActorId { get; private set; }

    /// <summary>Snake-case name of the event's type.</summary>
    public string Kind { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";
    public long SubjectId { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>The event as JSON.</summary>
    public string Payload { get; private set; } = "";

    internal static Activity Of(IEvent happened, DateTime at) => new()
    {
        CommunityId = happened.CommunityId,
        ActorId = happened.ActorId,
        Kind = KindOf(happened.GetType()),
        SubjectKind = happened.Subject.Kind,
        SubjectId = happened.Subject.Id,
        At = at,
        Payload = JsonSerializer.Serialize(happened, happened.GetType()),
    };

    public static string KindOf(Type type) => Conventions.SnakeCase(type.Name);

    public IEvent Read(Type type) =>
        (IEvent?)JsonSerializer.Deserialize(Payload, type) ?? throw new InvalidOperationException($"Activity {Id} has an empty payload.");
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.Property(a => a.Kind).HasMaxLength(60);
        builder.Property(a => a.SubjectKind).HasMaxLength(40);
        builder.HasIndex(a => new { a.Transaction, a.Id });
        builder.HasIndex(a => new { a.CommunityId, a.Kind, a.At });
        builder.HasIndex(a => new { a.CommunityId, a.ActorId, a.At });
        builder.HasIndex(a => new { a.SubjectKind, a.SubjectId, a.At });
    }
}
