using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Memberships.Members;

/// <summary>The document behind a role: who gave it to whom, and when.</summary>
internal sealed class Appointment : ICommunityOwned
{
    public const string Kind = "appointment";

    private Appointment() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long MemberId { get; private set; }
    public string Role { get; private set; } = "";
    public long AppointedBy { get; private set; }
    public DateTime At { get; private set; }

    public Thing Document => new(Kind, Id);

    public static Appointment Of(long communityId, long memberId, string role, long by, DateTime now) => new()
    {
        CommunityId = communityId,
        MemberId = memberId,
        Role = role,
        AppointedBy = by,
        At = now,
    };
}

internal sealed class AppointmentMapping : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> builder)
    {
        builder.ToTable("appointments");
        builder.Property(a => a.Role).HasMaxLength(40);
        builder.Ignore(a => a.Document);
        builder.HasIndex(a => new { a.CommunityId, a.MemberId });
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.AppointedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
