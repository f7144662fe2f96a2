using System.Net;

namespace Guildhall.Kernel.Http.Outbound;

/// <summary>Section <c>Guildhall:Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Private addresses or networks that the guard lets through, separated by ','.</summary>
    public string Allow { get; set; } = "";

    /// <returns>Networks in CIDR notation; <c>null</c> when one cannot be read.</returns>
    internal string[]? Networks()
    {
        var networks = new List<string>();
        foreach (var part in Allow.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
                networks.Add(network.ToString());
            else if (IPAddress.TryParse(part, out var address))
                networks.Add($"{address}/{(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)}");
            else
                return null;
        }
        return [.. networks];
    }
}
