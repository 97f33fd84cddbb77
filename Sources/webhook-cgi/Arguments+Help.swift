extension Arguments {
  static let help = """
    webhook-cgi: takes one webhook request, verifies it, and spools it durably.

    usage:
      webhook-cgi [--config FILE]                     one request: CGI when the web server's
                                                      variables are set, else HTTP on stdin
      webhook-cgi --listen HOST:PORT [--config FILE]  accept connections, one process each
      webhook-cgi --listen [--config FILE]            the same on sockets that systemd hands over
      webhook-cgi --check [--json] [--config FILE]    look at the configuration, the secrets and the
                                                      spool, one line a finding
      webhook-cgi --help | --version

    options of --listen:
      --max-connections N    requests at once, 128; more connections wait
      --max-per-address N    requests at once of one TCP client; one connection more is closed
      --max-age TIME         a request's process is killed after this time, 1h
      --idle TIME            end after so long without traffic, 10s    } on handed-over
      --lifetime TIME        end when so old, as soon as may be, 15m   } sockets only

    files:
      /etc/webhook-spool/config.json    or $WEBHOOK_CONFIG; without any file
                                        $GITHUB_WEBHOOK_SECRET and $GITEA_WEBHOOK_SECRET give
                                        sources, and $WEBHOOK_SPOOL names the spool

    exit status: 0 answered (whatever the answer), 64 usage, 75 try later, 78 configuration

    """
}
