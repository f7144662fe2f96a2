using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;
using Microsoft.Extensions.Logging;

namespace Guildhall.Payments.Operate;

/// <param name="Answer">What they call our account, or what went wrong.</param>
public sealed record ConnectionTested(bool Works, string Answer);

/// <summary>Asks a processor who we are, with the settings as they are kept.</summary>
internal sealed partial class TestConnection(PaymentProcessors processors, ILogger<TestConnection> log)
{
    /// <exception cref="Refused">404: there is no such processor.</exception>
    public async Task<ConnectionTested> RunAsync(string processorName, CancellationToken cancel)
    {
        var processor = processors.Find(processorName) ?? throw Refused.NotFound();
        try
        {
            return new ConnectionTested(true, await processor.TestConnectionAsync(cancel));
        }
        catch (ProcessorFailure failure)
        {
            NotReached(processorName, failure.Code);
            return new ConnectionTested(false, failure.Code);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The test of the connection to {Processor} failed: {Failure}")]
    private partial void NotReached(string processor, string failure);
}
