using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.Profiles;

/// <summary>What a member says about themselves to others; made when they first say anything.</summary>
internal sealed class MemberProfile
{
    public const int MaxBio = 2_000, MaxBioHtml = 20_000, MaxLinks = 5, MaxLink = 300;

    private MemberProfile() { }

    public long MemberId { get; private set; }

    /// <summary><c>null</c> until one is taken.</summary>
    public string? Handle { get; private set; }

    /// <summary>The handle's skeleton, by which it is unique.</summary>
    public string? HandleKey { get; private set; }

    /// <summary>Markdown.</summary>
    public string Bio { get; private set; } = "";

    /// <summary>The same, rendered and sanitised.</summary>
    public string BioHtml { get; private set; } = "";

    /// <summary>Addresses, each on a line.</summary>
    public string Links { get; private set; } = "";

    /// <summary>Address of the picture across the top of the page; <c>null</c> where one is drawn.</summary>
    public string? Cover { get; private set; }

    /// <summary>Whether everyone may see the page.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Whether it stands on the wall of the communities that the member belongs to.</summary>
    public bool IsListed { get; private set; }

    public IReadOnlyList<string> LinkList => Links.Length == 0 ? [] : Links.Split('\n');

    public static MemberProfile Of(long memberId) => new() { MemberId = memberId };

    public void Take(string handle) => (Handle, HandleKey) = (handle, Profiles.Handle.Skeleton(handle));

    /// <summary>Whoever has none cannot be shown: the caller sees to that.</summary>
    public void GiveUpHandle() => (Handle, HandleKey) = (null, null);

    public void Say(string bio, string html) => (Bio, BioHtml) = (bio, html);

    public void Link(IEnumerable<string> links) => Links = string.Join('\n', links);

    /// <param name="path">As the files give it; <c>null</c> takes the picture away.</param>
    public void CoverWith(string? path) => Cover = path;

    /// <summary>Whoever is not shown cannot be listed.</summary>
    public void Show(bool shown, bool listed) => (IsShown, IsListed) = (shown, shown && listed);
}

internal sealed class MemberProfileMapping : IEntityTypeConfiguration<MemberProfile>
{
    public void Configure(EntityTypeBuilder<MemberProfile> builder)
    {
        builder.ToTable("member_profiles");
        builder.HasKey(p => p.MemberId);
        builder.Property(p => p.MemberId).ValueGeneratedNever();
        builder.Property(p => p.Handle).HasMaxLength(Profiles.Handle.MaxLength);
        builder.Property(p => p.HandleKey).HasMaxLength(Profiles.Handle.MaxLength);
        builder.Property(p => p.Bio).HasMaxLength(MemberProfile.MaxBio);
        builder.Property(p => p.BioHtml).HasMaxLength(MemberProfile.MaxBioHtml);
        builder.Property(p => p.Links).HasMaxLength(MemberProfile.MaxLinks * (MemberProfile.MaxLink + 1));
        builder.Property(p => p.Cover).HasMaxLength(200);
        builder.Ignore(p => p.LinkList);
        builder.HasOne<Member>().WithOne().HasForeignKey<MemberProfile>(p => p.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.HandleKey).IsUnique();
        builder.HasIndex(p => p.Handle);
    }
}
