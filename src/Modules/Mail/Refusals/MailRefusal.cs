using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Mail.Refusals;

/// <summary>A member does not want a kind of mail any more.</summary>
internal sealed class MailRefusal
{
    private MailRefusal() { }

    public long MemberId { get; private set; }
    public string Kind { get; private set; } = "";
    public DateTime At { get; private set; }

    public static MailRefusal Of(long memberId, string kind, DateTime now) => new() { MemberId = memberId, Kind = kind, At = now };
}

internal sealed class MailRefusalMapping : IEntityTypeConfiguration<MailRefusal>
{
    public void Configure(EntityTypeBuilder<MailRefusal> builder)
    {
        builder.ToTable("mail_refusals");
        builder.HasKey(r => new { r.MemberId, r.Kind });
        builder.Property(r => r.Kind).HasMaxLength(60);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
