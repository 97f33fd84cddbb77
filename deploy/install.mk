# install, uninstall. Included by the Makefile; works by itself too:
#   make -f deploy/install.mk install DESTDIR=/tmp/root PREFIX=/usr
# Both programs must lie in DIST: nothing is built here, so that root need not.

PREFIX ?= /usr/local
DESTDIR ?=
DIST ?= dist
SYSCONFDIR ?= /etc
NGINXDIR ?= $(SYSCONFDIR)/nginx

bindir = $(PREFIX)/bin
libdir = $(PREFIX)/lib/webhook-spool
sharedir = $(PREFIX)/share/webhook-spool
docdir = $(PREFIX)/share/doc/webhook-spool
mandir = $(PREFIX)/share/man
confdir = $(SYSCONFDIR)/webhook-spool
# systemd looks below /usr and /usr/local; for any other prefix, in /etc.
systemd_root = $(if $(filter /usr /usr/local,$(PREFIX)),$(PREFIX)/lib,$(SYSCONFDIR))
UNITDIR ?= $(systemd_root)/systemd/system
SYSUSERSDIR ?= $(systemd_root)/sysusers.d
TMPFILESDIR ?= $(systemd_root)/tmpfiles.d

programs = webhook-cgi spool-runner
units = $(notdir $(wildcard deploy/systemd/*.socket deploy/systemd/*.service \
  deploy/systemd/*.target deploy/systemd/*.path deploy/systemd/*.timer))
# Names of earlier versions: webhook-cgi.socket started this one for each request.
retired_units = webhook-cgi@.service
unit_examples = $(notdir $(wildcard deploy/systemd/examples/*.conf))
schemas = $(notdir $(wildcard docs/schema/*.json))
nginx_snippets = $(notdir $(wildcard deploy/nginx/*.conf))
documents = $(wildcard README.md LICENSE docs/*.md)
man5 = $(notdir $(wildcard docs/man/*.5))
man8 = $(notdir $(wildcard docs/man/*.8))

# All that install makes and uninstall removes. The configuration, the spool and
# the secrets are the operator's.
installed = $(addprefix $(bindir)/,$(programs)) $(libdir)/refresh-addresses \
  $(addprefix $(UNITDIR)/,$(units)) \
  $(addprefix $(UNITDIR)/,$(retired_units)) \
  $(SYSUSERSDIR)/webhook-spool.conf $(TMPFILESDIR)/webhook-spool.conf \
  $(addprefix $(sharedir)/systemd/,$(unit_examples)) \
  $(addprefix $(sharedir)/nginx/,$(nginx_snippets)) \
  $(addprefix $(sharedir)/,$(schemas)) $(sharedir)/config.example.json \
  $(addprefix $(mandir)/man5/,$(man5)) $(addprefix $(mandir)/man8/,$(man8)) \
  $(addprefix $(docdir)/,$(notdir $(documents)))
own_folders = $(libdir) $(sharedir)/systemd $(sharedir)/nginx $(sharedir) $(docdir)

# A file that names the programs or documents, for this prefix. Modes are set
# here, whatever the umask of who types make.
for_prefix = sed 's|/usr/local/|$(PREFIX)/|g' '$(1)' >'$(DESTDIR)$(2)' && chmod 0644 '$(DESTDIR)$(2)'
folder = (umask 022 && mkdir -p '$(DESTDIR)$(1)')

.PHONY: install uninstall

install: ## install dist/ (DESTDIR, PREFIX) and say what comes next
	@for program in $(programs); do \
	  test -x '$(DIST)'/$$program || { echo "$(DIST)/$$program is missing: make release" >&2; exit 1; }; \
	done
	@set -e; \
	for folder in $(bindir) $(UNITDIR) $(SYSUSERSDIR) $(TMPFILESDIR) \
	  $(mandir)/man5 $(mandir)/man8 $(own_folders); do \
	  $(call folder,'"$$folder"'); \
	done
	@# By rename: a request that arrives meanwhile finds the old program or the new.
	@set -e; for program in $(programs); do \
	  install -m 0755 '$(DIST)'/$$program '$(DESTDIR)$(bindir)'/$$program.new; \
	  mv '$(DESTDIR)$(bindir)'/$$program.new '$(DESTDIR)$(bindir)'/$$program; \
	done
	@install -m 0755 deploy/addresses/refresh-addresses.sh '$(DESTDIR)$(libdir)/refresh-addresses'
	@set -e; for file in $(units); do \
	  $(call for_prefix,deploy/systemd/'$$file',$(UNITDIR)/'$$file'); done
	@rm -f $(addprefix '$(DESTDIR)$(UNITDIR)'/,$(retired_units))
	@$(call for_prefix,deploy/systemd/webhook-spool.sysusers,$(SYSUSERSDIR)/webhook-spool.conf)
	@$(call for_prefix,deploy/systemd/webhook-spool.tmpfiles,$(TMPFILESDIR)/webhook-spool.conf)
	@set -e; for file in $(unit_examples); do \
	  $(call for_prefix,deploy/systemd/examples/'$$file',$(sharedir)/systemd/'$$file'); done
	@set -e; for file in $(nginx_snippets); do \
	  $(call for_prefix,deploy/nginx/'$$file',$(sharedir)/nginx/'$$file'); done
	@install -m 0644 $(addprefix docs/schema/,$(schemas)) '$(DESTDIR)$(sharedir)'
	@install -m 0644 deploy/config.example.json '$(DESTDIR)$(sharedir)/config.example.json'
	@set -e; for page in $(man5); do \
	  $(call for_prefix,docs/man/'$$page',$(mandir)/man5/'$$page'); done
	@set -e; for page in $(man8); do \
	  $(call for_prefix,docs/man/'$$page',$(mandir)/man8/'$$page'); done
	@$(if $(documents),install -m 0644 $(documents) '$(DESTDIR)$(docdir)')
	@$(call folder,$(confdir)/routes.d)
	@test -e '$(DESTDIR)$(confdir)/config.json' || \
	  install -m 0640 deploy/config.example.json '$(DESTDIR)$(confdir)/config.json'
	@$(if $(DESTDIR),,$(next_steps))

# Uninstalling from a running system: stop the units first, they would go on
# without their files.
uninstall: ## remove what install made; keeps configuration, secrets and spool
	@rm -f $(addprefix '$(DESTDIR)',$(installed))
	@for folder in $(own_folders); do \
	  if [ -d '$(DESTDIR)'$$folder ]; then rmdir --ignore-fail-on-non-empty '$(DESTDIR)'$$folder; fi; \
	done
	@echo 'Kept: $(confdir), the spool, the users, what was enabled or linked by hand.'
	@echo 'Stop what still runs, and let systemd forget it:'
	@echo '  systemctl disable --now spool-runner.path spool-runner.timer webhook-addresses.timer'
	@echo '  systemctl disable --now webhook-cgi.socket webhook-cgi-per-request.socket webhook-fcgi.socket'
	@echo '  systemctl stop webhook-fcgi.target; systemctl daemon-reload'

define next_steps
printf '%s\n' \
  'Installed. Next, as root:' \
  '  systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload' \
  '  edit $(confdir)/config.json; put routes into $(confdir)/routes.d/' \
  '  (umask 077; head -c 32 /dev/urandom | base64 >$(confdir)/github.secret)' \
  '  systemd-tmpfiles --create      (sets owner and mode of config, routes and *.secret)' \
  '  $(bindir)/webhook-cgi --check; $(bindir)/spool-runner check' \
  '  systemctl enable --now spool-runner.path spool-runner.timer' \
  '  systemctl enable --now webhook-cgi.socket       (a listener for bursts; proxy.conf) and/or' \
  '  systemctl enable --now webhook-fcgi.socket      (through fcgiwrap; fcgi.conf)' \
  '  ln -s $(sharedir)/nginx $(NGINXDIR)/snippets/webhook-spool' \
  '  ln -s $(sharedir)/nginx/http.conf $(NGINXDIR)/conf.d/webhook-spool.conf' \
  '  copy $(sharedir)/nginx/sample-server.conf to $(NGINXDIR)/sites-enabled/, edit it, nginx -t'
endef
