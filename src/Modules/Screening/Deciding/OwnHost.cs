using Guildhall.Kernel.Http;

namespace Guildhall.Screening.Deciding;

/// <summary>The name by which this site is reached: links to it lead nowhere else.</summary>
internal sealed class OwnHost(PublicAddress address)
{
    public string? Host => Uri.TryCreate(address.Of(""), UriKind.Absolute, out var own) ? own.IdnHost.ToLowerInvariant() : null;
}
