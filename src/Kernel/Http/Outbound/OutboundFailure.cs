using System.Net.Sockets;
using System.Security.Authentication;
using Guildhall.Kernel.Events;
using Microsoft.Security.AntiSSRF;

namespace Guildhall.Kernel.Http.Outbound;

/// <summary>Names what kept a request from being answered: a failure of somebody else's server is a value to record.</summary>
public static class OutboundFailure
{
    public const string Forbidden = "address_forbidden", TimedOut = "timed_out", Unresolved = "name_not_resolved",
        Tls = "tls_failed", Unreachable = "connection_failed", Broken = "answer_broken";

    /// <returns><c>null</c> for an exception that is no failure of the other side.</returns>
    public static string? Of(Exception error, CancellationToken stopping) => error switch
    {
        _ when error.IsStopping(stopping) => null,
        AntiSSRFException => Forbidden,
        // The platform refuses 0.0.0.0 and [::] before the guard does.
        ArgumentException { ParamName: "hostName" } => Forbidden,
        AuthenticationException => Tls,
        OperationCanceledException or TimeoutException => TimedOut,
        HttpRequestException { InnerException: AntiSSRFException } => Forbidden,
        HttpRequestException { InnerException: TimeoutException or OperationCanceledException } => TimedOut,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Unresolved,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Tls,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData
            or SocketError.TryAgain } } => Unresolved,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Unresolved,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException => Unreachable,
        HttpRequestException or IOException => Broken,
        _ => null,
    };
}
