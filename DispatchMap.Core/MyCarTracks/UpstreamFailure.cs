namespace DispatchMap.Core.MyCarTracks;

/// <summary>Why an upstream call did not work, as far as it decides what to do next.</summary>
public enum UpstreamFailure
{
    /// <summary>No connection is configured.</summary>
    NotConfigured,

    /// <summary>The token server does not know these credentials. Needs an admin.</summary>
    InvalidClient,

    /// <summary>The credentials may not ask for the <c>read</c> scope. Needs an admin.</summary>
    InvalidScope,

    /// <summary>401 even with a fresh token.</summary>
    Unauthorized,

    /// <summary>403: the credentials may not do this.</summary>
    Forbidden,

    /// <summary>400, 404, 409, 422 and their like: the request itself was refused.</summary>
    Refused,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>No connection, reset, DNS, TLS.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>An answer that could not be understood.</summary>
    BadReply,

    /// <summary>The stream's address is not one this client may open.</summary>
    UnsafeStreamUrl,

    /// <summary>The host leads to an address that is not connected to: this machine's, a private network's. Needs an admin.</summary>
    AddressRefused,
}
