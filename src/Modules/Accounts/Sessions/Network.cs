using System.Net;
using System.Net.Sockets;

namespace Guildhall.Accounts.Sessions;

/// <summary>What is kept of an address.</summary>
internal static class Network
{
    /// <summary>
    /// For the list of sessions: the network only, 203.0.113.0/24 or 2001:db8:1::/48; localhost for this machine; empty when unknown.
    /// </summary>
    public static string Of(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address) ? "localhost" : Prefix(address, bytesOfFour: 3, bytesOfSix: 6);

    /// <summary>For limits: one IPv4 address, or the /64 that one person usually has of IPv6.</summary>
    public static string Caller(IPAddress? address) => Prefix(address, bytesOfFour: 4, bytesOfSix: 8);

    private static string Prefix(IPAddress? address, int bytesOfFour, int bytesOfSix)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? bytesOfFour : bytesOfSix;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
