using System.Text.Json;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.WeChat;

// https://pay.weixin.qq.com/doc/v3/merchant/4012791861
//   {"id":"…","event_type":"TRANSACTION.SUCCESS","resource_type":"encrypt-resource",
//    "resource":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"…","nonce":"…","associated_data":"…"}}
// Answered with 200 when it was taken, else with 4xx and {"code":"FAIL","message":"…"}: then it comes again, 15 times in a day.
// Traps: verified before it is decrypted; the plaintext of a refund says refund_status where the interface says status.
internal static class WeChatNotification
{
    /// <returns><c>null</c> for a genuine one of a kind that is none of our business.</returns>
    /// <exception cref="Refused">400: signature_bad, signature_old, payload_malformed.</exception>
    public static ToldByWeChat? Read(WeChatAccount account, SignatureVerdict verdict, ReadOnlySpan<byte> body)
    {
        switch (verdict)
        {
            case SignatureVerdict.Bad:
                throw Answered(new Refused("signature_bad", 400, "The signature doesn't match the body."));
            case SignatureVerdict.Old:
                throw Answered(new Refused("signature_old", 400, "The signature isn't of the last five minutes. If it was made just now, set the clock of this server."));
        }
        var notification = Parse<Notification>(body);
        if (notification is not { Id.Length: > 0 and <= 200, EventType: { Length: > 0 and <= 100 } type })
            throw Malformed();
        if (!type.StartsWith("TRANSACTION.", StringComparison.Ordinal) && !type.StartsWith("REFUND.", StringComparison.Ordinal))
            return null;
        if (notification.Resource is not { Algorithm: "AEAD_AES_256_GCM", Nonce: { } nonce, Ciphertext: { } ciphertext } resource
            || WeChatCipher.Open(account.ApiV3Key, nonce, resource.AssociatedData, ciphertext) is not { } text
            || Parse<Subject>(text) is not { OutTradeNo: { Length: > 0 and <= 32 } trade } subject
            || subject.Mchid != account.MerchantId)
            throw Malformed();
        var refund = type.StartsWith("REFUND.", StringComparison.Ordinal) && subject.OutRefundNo is { Length: > 0 and <= 64 } number ? number : null;
        return new ToldByWeChat(new WebhookEvent(notification.Id, type, trade), refund);
    }

    /// <summary>Their certificates could not be fetched just now: it comes again.</summary>
    public static Refused KeysMissing() =>
        Answered(new Refused("processor_unreachable", 503, "The signature can't be verified right now."));

    private static Refused Malformed() => Answered(new Refused("payload_malformed", 400, "The body is not an event of this processor."));

    /// <summary>In the words of their protocol; ours stay beside them.</summary>
    private static Refused Answered(Refused refused)
    {
        (refused.Extra["code"], refused.Extra["message"], refused.Extra["reason"]) = ("FAIL", refused.Text, refused.Code);
        return refused;
    }

    private static T? Parse<T>(ReadOnlySpan<byte> json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ProcessorCalls.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Notification(string? Id, string? EventType, Resource? Resource);

    private sealed record Resource(string? Algorithm, string? Nonce, string? AssociatedData, string? Ciphertext);

    private sealed record Subject(string? Mchid, string? OutTradeNo, string? OutRefundNo);
}

/// <param name="RefundNo">The refund that it is about.</param>
internal sealed record ToldByWeChat(WebhookEvent Event, string? RefundNo);
