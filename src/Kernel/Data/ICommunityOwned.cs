namespace Guildhall.Kernel.Data;

/// <summary>A row of one community. It gets a query filter: outside of a <see cref="Http.CommunityScope"/> it is invisible.</summary>
public interface ICommunityOwned
{
    long CommunityId { get; }
}
