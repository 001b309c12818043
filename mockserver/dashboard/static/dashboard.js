var N,is,mn,_e,fn,Ot,ls,Et,cs,hn,$n,sa,lt=Symbol.for("pv"),At={},Nt=[],oa=/^m(i|n|o|s|text|space)$/,vn=Array.isArray,_n=Nt.slice,Ae=Object.assign;function Oe(e){e&&e.parentNode&&e.remove()}function Rt(e,t,n){var s,a,o,r={},l=arguments.length;for(o in t)o=="key"?s=t[o]:o=="ref"&&typeof e!="function"?a=t[o]:r[o]=t[o];return l>2&&(r.children=l>3?_n.call(arguments,2):n),it(e,r,s,a,null)}function it(e,t,n,s,a){var o={type:e,props:t,key:n,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:lt,__v:a||++is,__i:-1,__u:0};return!a&&N.vnode&&N.vnode(o),o}function Ne(e){return e.children}function Fe(e,t){this.props=e,this.context=t,this.__g=0}function ge(e,t){if(t==null)return e.__&&ge(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:ge(e)}function aa(e){var t,n=e.__v,s=n.__e,a=[],o=[],r=e.__P;r&&((t=Ae({constructor:lt},n)).__v=n.__v+1,N.vnode&&N.vnode(t),gn(r,t,n,e.__n,r.namespaceURI,32&n.__u?[s]:null,a,s||ge(n),32&n.__u,o),t.__v=n.__v,t.__.__k[t.__i]=t,ms(a,t,o),n.__=n.__e=null,t.__e!=s&&us(t))}function us(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),us(e)}function as(e){(8&e.__g||(e.__g|=8,_e.push(e),Ot++))&&fn==N.debounceRendering||((fn=N.debounceRendering)||queueMicrotask)(ds)}function ds(){try{for(var e,t=1;_e.length;)_e.length>t&&_e.sort(ls),e=_e.shift(),t=_e.length,8&e.__g&&aa(e)}finally{(Ot=_e.length)&&(fn||queueMicrotask)(ds)}}function ps(e,t,n,s,a,o,r,l,c,u,d){var f,$,p,h,M,v,C=s.__k||Nt,b=t.length;for(c=ra(n,t,C,c,b),f=0;f<b;f++)(p=n.__k[f])!=null&&($=~p.__i&&C[p.__i]||At,p.__i=f,v=gn(e,p,$,a,o,r,l,c,u,d),h=p.__e,($.ref!=p.ref||8&$.__u)&&($.ref&&bn($.ref,null,p,$),p.ref&&d.push(p.ref,p.__c||h,p)),M=M||h,4&p.__u?(c=fs(p,c,e,!$.__v),$.__e&&($.__e=null)):typeof p.type=="function"&&v!==void 0?c=v:h&&(c=h.nextSibling),p.__u&=-21);return n.__e=M,c}function ra(e,t,n,s,a){var o,r,l,c,u,d,f,$,p,h=n.length,M=h,v=0,C=0,b=e.__k=Array(a);for(o=0;o<a;o++)(r=t[o])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=b[o]=it(null,r):vn(r)?r=b[o]=it(Ne,{children:r}):r.constructor===lt&&r.__b?r=b[o]=it(r.type,r.props,r.key,r.ref,r.__v):b[o]=r,c=o+v,r.__=e,r.__b=e.__b+1,l=null,~(u=r.__i=ia(r,n,c,M))&&(M--,(l=n[u])&&(l.__u|=2)),l&&l.__v?(r.__u|=16,u==c-1?v--:u==c+1?v++:u!=c&&(u>c?v--:v++,C=1)):(~u||(a>h?v--:a<h&&v++),typeof r.type!="function"&&(r.__u|=4))):b[o]=null;if(C){for(d=[],f=[],o=0;o<a;o++)if((r=b[o])&&16&r.__u){for(v=0,$=d.length;v<$;)d[p=v+$>>1]<r.__i?v=p+1:$=p;d[v]=r.__i,f[o]=v+1}for(v=d.length;o--;)f[o]&&(f[o]==v?v--:b[o].__u|=4)}if(M)for(o=0;o<h;o++)!(l=n[o])||2&l.__u||(l.__e==s&&(s=ge(l)),yn(l,l));return s}function fs(e,t,n,s){var a,o,r,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(a=e.__k)for(o=0;o<a.length;o++)a[o]&&(a[o].__=e,t=fs(a[o],t,n,!1));return t}for(t&&!t.parentNode&&(t=ge(e))&&!t.parentNode&&(t=null),r=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(r!=l&&(!s&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function ia(e,t,n,s){var a,o=e.key,r=e.type,l=t[n],c=l&&!(2&l.__u);if(l===null&&o==null||c&&o==l.key&&r==l.type)return n;if(s>(c?1:0)){for(a=n-1;a>=0;a--)if((l=t[a])&&!(2&l.__u)&&o==l.key&&r==l.type)return a;for(a=n+1;a<t.length;a++)if((l=t[a])&&!(2&l.__u)&&o==l.key&&r==l.type)return a}return-1}function rs(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Tt(e,t,n,s,a){var o,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof s=="string"&&(e.style.cssText=s=""),s)for(t in s)n&&t in n||rs(e.style,t);if(n)for(t in n)s&&n[t]==s[t]||rs(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof s!="function"&&(s=null),(e.__e||(e.__e={}))[t]=n,n&&s||(r=$n[t]||($n[t]=la(t)),(e.__a||(e.__a={}))[t]=hn,o=t!=(t=t.replace(cs,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,o):e.removeEventListener(t,r,o));else{if(a=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function la(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Et]==null)t[Et]=hn++;else if(t[Et]<this.__a[e])return;return n(N.event?N.event(t):t)}}}function gn(e,t,n,s,a,o,r,l,c,u){var d,f,$,p,h,M,v,C,b,U,w,L,oe,he,Ee,os,ve,Me,ue=t.type;if(t.constructor!==lt)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,f=o=[],d.nodeType==8?l=Mt(d,o):o.push(d),l=o[0]||l),(d=N.__b)&&d(t);e:if(typeof ue=="function"){$=r.length;try{if(C=t.props,b=(d=ue.prototype)&&d.render,U=(d=ue.contextType)&&s[d.__c],w=d?U?U.props.value:d.__:s,(p=n.__c)?(t.__c=p,2&p.__g&&(p.__g|=1)):(b?t.__c=p=new ue(C,w):(t.__c=p=new Fe(C,w),p.constructor=ue,p.render=ua),U&&U.sub(p),p.state||(p.state={}),p.__n=s,p.__g|=8,p.__h=[],p.__k=[]),b&&(p.__s||(p.__s=p.state),ue.getDerivedStateFromProps&&(p.__s==p.state&&(p.__s=Ae({},p.__s)),Ae(p.__s,ue.getDerivedStateFromProps(C,p.__s)))),h=p.props,M=p.state,p.__v=t,n.__c){if(C!==h&&b&&!ue.getDerivedStateFromProps&&p.componentWillReceiveProps&&p.componentWillReceiveProps(C,w),t.__v==n.__v&&!(8&p.__g)||!(4&p.__g)&&p.shouldComponentUpdate&&p.shouldComponentUpdate(C,p.__s,w)===!1){t.__v!=n.__v&&(p.props=C,p.state=p.__s,p.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(te){te&&(te.__=t)}),Nt.push.apply(p.__h,p.__k),p.__k=[],p.__h.length&&r.push(p),l=ge(n);break e}p.componentWillUpdate&&p.componentWillUpdate(C,p.__s,w),b&&p.componentDidUpdate&&p.__h.push(function(){p.componentDidUpdate(h,M,v)})}else b&&!ue.getDerivedStateFromProps&&p.componentWillMount&&p.componentWillMount(),b&&p.componentDidMount&&p.__h.push(p.componentDidMount);p.context=w,p.props=C,p.__P=e,p.__g&=-5,L=N.__r,oe=b?25:0;do p.__g&=-9,L&&L(t),d=p.render(p.props,p.state=p.__s,p.context);while(8&p.__g&&++oe<25);b&&(Nt.push.apply(p.__h,p.__k),p.__k=[]),p.state=p.__s,p.getChildContext&&(s=Ae({},s,p.getChildContext())),b&&n.__c&&p.getSnapshotBeforeUpdate&&(v=p.getSnapshotBeforeUpdate(h,M)),he=d&&d.type===Ne&&d.key==null?d.props.children:d,C.__P&&(d=l,a=(e=C.__P).namespaceURI,c=o=null,n.props&&n.props.__P!=e&&(n.__k.some(function(te){te&&yn(te,te)}),n.__k=null),l=n.__k?ge(n,0):null),l=ps(e,vn(he)?he:[he],t,n,s,a,o,r,l,c,u),C.__P&&(t.__e=null,l=d),t.__u&=-161,f&&f.some(Oe),p.__h.length&&r.push(p),1&p.__g&&(p.__g&=-4)}catch(te){if(r.length=$,t.__v=null,c||o)if(te&&te.then){if(t.__u|=128|c,o){for(~(ve=o.indexOf(l||void 0))||(ve=o.length);(Me=o[ve-1])&&Me.nodeType==8;)ve--;for(;ve<o.length;ve++)if(Me=o[ve])if(o[ve]=null,Ee){if(Me==os)break}else{if(Me.nodeType!=8)break;Me.data.startsWith("$s")&&(os=Mt(Ee=Me))}}if(!Ee){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Ee=l}(d=Mt(Ee=t.__c.__z||(t.__c.__z=Ee)))?(t.__e=Ee,l=d):t.__e=l,l=l&&l.nextSibling}else o&&o.some(Oe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),te&&te.then||$s(t),N.__e(te,t,n)}}else l=t.__e=ca(n.__e,t,n,s,a,o,r,c,u,e);return(d=N.diffed)&&d(t),l}function Mt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function $s(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some($s))}function ms(e,t,n){for(var s=0;s<n.length;)bn(n[s++],n[s++],n[s++]);N.__c&&N.__c(t,e),e.some(function(a){try{e=a.__h,a.__h=[],e.some(function(o){o.call(a)})}catch(o){N.__e(o,a.__v)}})}function ca(e,t,n,s,a,o,r,l,c,u){var d,f,$,p,h,M,v,C,b=n.props||At,U=t.props,w=t.type;if(w=="svg"?a="http://www.w3.org/2000/svg":w=="math"?a="http://www.w3.org/1998/Math/MathML":a||(a="http://www.w3.org/1999/xhtml"),o){for(d=0;d<o.length;d++)if((h=o[d])&&(w?h.localName==w:h.nodeType==3)){e=h,o[d]=null;break}}if(!e){if(C=u.ownerDocument||document,!w)return C.createTextNode(U);e=C.createElementNS(a,w,U.is?U:u),l&&(N.__m&&N.__m(t,o),l=!1),o=null}if(w){if(u=w=="template"&&e.content||e,o=w=="textarea"&&U.defaultValue!=null?null:o&&_n.call(u.childNodes),!l&&o)for(b={},d=0;d<e.attributes.length;d++)b[(h=e.attributes[d]).name]=h.value;for(d in b)h=b[d],d=="dangerouslySetInnerHTML"?$=h:d=="children"||d in U||d=="value"&&"defaultValue"in U||d=="checked"&&"defaultChecked"in U||Tt(e,d,null,h,a);for(d in U)h=U[d],d=="children"?p=h:d=="dangerouslySetInnerHTML"?f=h:d=="value"?M=h:d=="checked"?v=h:l&&typeof h!="function"||b[d]===h||Tt(e,d,h,b[d],a);f?(l||$&&(f.__html==$.__html||f.__html==e.innerHTML)||(e.innerHTML=f.__html),t.__k=[]):($&&(e.textContent=""),(w=="foreignObject"||a=="http://www.w3.org/1998/Math/MathML"&&oa.test(w))&&(a="http://www.w3.org/1999/xhtml"),ps(u,vn(p)?p:[p],t,n,s,a,o,r,o?o[0]:n.__k&&ge(n,0),l,c),o&&o.some(Oe)),l&&w!="textarea"||(d="value",w=="progress"&&M==null?e.removeAttribute(d):M==null||M===e[d]&&(w!="progress"||M)||Tt(e,d,M,b[d],a),d="checked",v!=null&&v!=e[d]&&Tt(e,d,v,b[d],a))}else b===U||l&&e.data==U||(e.data=U);return e}function bn(e,t,n,s){try{typeof e=="function"?t?t.__x=e(t)||1:s&&(s=s.__c||s.__e)&&(t=s.__x)&&(s.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(a){N.__e(a,n)}}function yn(e,t,n){var s,a,o,r;if(N.unmount&&N.unmount(e),!(s=e.ref)||s.current&&s.current!=e.__e||bn(s,null,t,e),s=e.__c){if(s.componentWillUnmount)try{s.componentWillUnmount()}catch(l){N.__e(l,t)}s.__P=s.__n=null}if(s=e.__k)for(r=0;r<s.length;r++)s[r]&&yn(s[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(s=e.__c)&&(s=s.__z)&&(a=Mt(s,o=[]))&&(s==e.__e&&o.some(Oe),Oe(a),Oe(s)),n||Oe(e.__e),e.__e=e.__c=e.__=null}function ua(e,t,n){return this.constructor(e,n)}function wn(e,t){var n,s,a,o;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),s=(n=e&&32&e.__u)?null:t.__k,t.__k=it(Ne,{children:[e]}),a=[],o=[],gn(t,t.__k,s||At,At,t.namespaceURI,s?null:t.firstChild?_n.call(t.childNodes):null,a,s?s.__e:t.firstChild,n,o),ms(a,t.__k,o),t.__k.props.children=null}N={__e:function(e,t,n,s){for(var a,o,r;t=t.__;)if((a=t.__c)&&!(1&a.__g)){a.__g|=4;try{if((r=(o=a.constructor)&&o.getDerivedStateFromError)&&a.setState(o.getDerivedStateFromError(e)),a.componentDidCatch&&(a.componentDidCatch(e,s||{}),r=1),r&&8&a.__g)return void(a.__g|=2)}catch(l){e=l}}throw Ot=0,e}},is=0,mn=function(e){return e!=null&&e.constructor===lt},Fe.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Ae({},this.state)),typeof e=="function"&&(e=e(Ae({},n),this.props)),e&&(Ae(n,e),this.__v&&(t&&this.__k.push(t),as(this)))},Fe.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),as(this))},Fe.prototype.render=Ne,_e=[],Ot=0,ls=function(e,t){return e.__v.__b-t.__v.__b},Et=Symbol(),cs=/(PointerCapture)$|Capture$/i,hn=0,$n={},sa=0;var We,B,kn,hs,xn=Object.is,Lt=0,Ss=[],Sn=[],j=N,vs=j.__b,_s=j.__r,gs=j.diffed,bs=j.__c,ys=j.unmount,ws=j.__;function qt(e,t){j.__h&&j.__h(B,e,Lt||t),Lt=0;var n=B.__H||(B.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function g(e){return Lt=1,da(Cs,e)}function da(e,t,n){var s=qt(We++,2);if(s.t=e,!s.__c&&(s.__=[n?n(t):Cs(void 0,t),function(o){var r=(s.__N||s.__)[0],l=s.t(r,o);xn(r,l)||(s.__N=[l,s.__[1]],s.__c.setState({}))}],s.__c=B,!B.__f)){B.__f=!0;var a=B.shouldComponentUpdate;B.shouldComponentUpdate=function(o,r,l){var c=this.__H;if(!c)return!0;var u=!1,d=this.props!=o;if(c.__.some(function($){$.__N&&(u=!0,xn($.__[0],$.__N[0])||(d=!0))}),a){var f=a.call(this,o,r,l);return u?f||d:f}return!u||d}}return s.__}function S(e,t){var n=qt(We++,3);!j.__s&&Tn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,B.__H.__h.push(n))}function F(e,t){var n=qt(We++,4);!j.__s&&Tn(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,B.__h.push(n))}function T(e){return Lt=5,O(function(){return{current:e}},[])}function O(e,t){var n=qt(We++,7);return Tn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function pa(){var e;do{for(;e=Sn.shift();)try{ct(e)}catch(n){j.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=Ss.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ct),t.__h.some(Cn),t.__h=[]}catch(n){t.__h=[],j.__e(n,e.__v)}}}while(Sn.length)}j.__b=function(e){B=null,vs&&vs(e)},j.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),ws&&ws(e,t)},j.__r=function(e){_s&&_s(e),We=0;var t=(B=e.__c).__H;t&&(kn==B?B.__h=[]:(t.__h.some(ct),t.__h.some(Cn),We=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),kn=B},j.diffed=function(e){gs&&gs(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&xs(Ss.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),kn=B=null},j.__c=function(e,t){t.some(function(n){try{n.__h.some(ct),n.__h=n.__h.filter(function(s){return!s.__||Cn(s)})}catch(s){n.__h=[function(){throw s}]}}),bs&&bs(e,t)},j.unmount=function(e){ys&&ys(e);var t,n,s=e.__c;s&&s.__H&&(s.__H.__.some(function(a){try{if(a.__P&&a.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}a.__P=n,xs(Sn.push(a))}else ct(a)}catch(o){t=o}}),s.__H=void 0,t&&j.__e(t,s.__v))};var ks=typeof requestAnimationFrame=="function";function fa(e){var t,n=function(){clearTimeout(s),ks&&cancelAnimationFrame(t),setTimeout(e)},s=setTimeout(n,35);ks&&(t=requestAnimationFrame(n))}function xs(e){e!=1&&hs==j.requestAnimationFrame||((hs=j.requestAnimationFrame)||fa)(pa)}function ct(e){var t=B,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),B=t}function Cn(e){var t=B;e.__c=e.__(),B=t}function Tn(e,t){return!e||e.length!=t.length||t.some(function(n,s){return!xn(n,e[s])})}function Cs(e,t){return typeof t=="function"?t(e):t}var $a=Symbol.for("preact-signals");function Ut(){if(de>1)de--;else{var e,t=!1;for((function(){var a=Dt;for(Dt=void 0;a!==void 0;){var o=a.S;if(o.v===a.v)for(var r=o.t;r!==void 0;r=r.x)r.i===a.i&&(r.i=o.i);a=a.o}})();dt!==void 0;){var n=dt;for(dt=void 0,Pt++;n!==void 0;){var s=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Es(n))try{n.c()}catch(a){t||(e=a,t=!0)}n=s}}if(Pt=0,de--,t)throw e}}function Re(e){if(de>0)return e();En=++ma,de++;try{return e()}finally{Ut()}}var ut,D=void 0;function pt(e){var t=D,n=ut;D=void 0,ut=void 0;try{return e()}finally{D=t,ut=n}}var dt=void 0,de=0,Pt=0,ma=0,En=0,Dt=void 0,It=0;function Ts(e){if(D!==void 0){var t=e.n;if(t===void 0||t.t!==D)return t={i:0,S:e,p:D.s,n:void 0,t:D,e:void 0,x:void 0,r:t},D.s!==void 0&&(D.s.n=t),D.s=t,e.n=t,32&D.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=D.s,t.n=void 0,D.s.n=t,D.s=t),t}}function K(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}K.prototype.brand=$a;K.prototype.h=function(){return!0};K.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n!==void 0?n.e=e:pt(function(){var s;(s=t.W)==null||s.call(t)}))};K.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,s=e.x;n!==void 0&&(n.x=s,e.e=void 0),s!==void 0&&(s.e=n,e.x=void 0),e===this.t&&(this.t=s,s===void 0&&pt(function(){var a;(a=t.Z)==null||a.call(t)}))}};K.prototype.subscribe=function(e){var t=this;return ie(function(){var n=t.value;pt(function(){return e(n)})},{name:"sub"})};K.prototype.valueOf=function(){return this.value};K.prototype.toString=function(){return this.value+""};K.prototype.toJSON=function(){return this.value};K.prototype.peek=function(){var e=this;return pt(function(){return e.value})};Object.defineProperty(K.prototype,"value",{get:function(){var e=Ts(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Pt>100)throw new Error("Cycle detected");(function(n){de!==0&&Pt===0&&n.l!==En&&(n.l=En,Dt={S:n,v:n.v,i:n.i,o:Dt})})(this),this.v=e,this.i++,It++,de++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Ut()}}}});function E(e,t){return new K(e,t)}function Es(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Ms(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function Os(e){for(var t=e.s,n=void 0;t!==void 0;){var s=t.p;t.i===-1?(t.S.U(t),s!==void 0&&(s.n=t.n),t.n!==void 0&&(t.n.p=s)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=s}e.s=n}function Le(e,t){K.call(this,void 0,t),this.x=e,this.s=void 0,this.g=It-1,this.f=4}Le.prototype=new K;Le.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===It))return!0;if(this.g=It,this.f|=1,this.i>0&&!Es(this))return this.f&=-2,!0;var e=D;try{Ms(this),D=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return D=e,Os(this),this.f&=-2,!0};Le.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}K.prototype.S.call(this,e)};Le.prototype.U=function(e){if(this.t!==void 0&&(K.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}};Le.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}};Object.defineProperty(Le.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var e=Ts(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function qe(e,t){return new Le(e,t)}function As(e){var t=e.j;if(e.j=void 0,typeof t=="function"){de++;var n=D;D=void 0;try{t()}catch(s){throw e.f&=-2,e.f|=8,Mn(e),s}finally{D=n,Ut()}}}function Mn(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,As(e)}function ha(e){if(D!==this)throw new Error("Out-of-order effect");Os(this),D=e,this.f&=-2;try{8&this.f&&Mn(this)}finally{Ut()}}function He(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,ut&&ut.push(this)}He.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t=="function"&&(this.j=t)}finally{e()}};He.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,As(this),Ms(this),de++;var e=D;return D=this,ha.bind(this,e)};He.prototype.N=function(){2&this.f||(this.f|=2,this.u=dt,dt=this)};He.prototype.d=function(){this.f|=8,1&this.f||Mn(this)};He.prototype.dispose=function(){this.d()};function ie(e,t){var n=new He(e,t);try{n.c()}catch(a){throw n.d(),a}var s=n.d.bind(n);return s[Symbol.dispose]=s,s}var Ns,Ft,jt,va=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var Rs=[];ie(function(){Ns=this.N})();function Be(e,t){N[e]=t.bind(null,N[e]||function(){})}function ft(e){if(jt){var t=jt;jt=void 0,t()}jt=e&&e.S()}function Ls(e){var t=this,n=e.data,s=pe(n);s.name="ReactiveDom",s.value=n;var a=O(function(){for(var l=t,c=t.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=qe(function(){var p=s.value.value;return p===0?0:p===!0?"":p||""}),d=qe(function(){return!Array.isArray(u.value)&&!mn(u.value)}),f=ie(function(){if(this.N=qs,d.value){var p=u.value;l.__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=p)}}),$=t.__$u.d;return t.__$u.d=function(){f(),$.call(this)},[d,u]},[]),o=a[0],r=a[1];return o.value?r.peek():r.value}Ls.displayName="ReactiveTextNode";Object.defineProperties(K.prototype,{constructor:{configurable:!0,value:Rt(Ne,null).constructor},type:{configurable:!0,value:Ls},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}});Be("__b",function(e,t){if(ft(),Ft=void 0,typeof t.type=="string"){var n,s=t.props;for(var a in s)if(a!=="children"){var o=s[a];o instanceof K&&(n||(t.__np=n={}),n[a]=o,s[a]=o.peek())}}e(t)});Be("__r",function(e,t){if(e(t),t.type!==Ne){ft();var n,s=t.__c;s&&(s.__$f&=-2,(n=s.__$u)===void 0&&(s.__$u=n=(function(a,o){var r;return ie(function(){r=this},{name:o}),r.c=a,r})((function(a){return function(){var o;va&&((o=this.y)==null||o.call(this)),a.__$f|=1,a.setState({})}})(s),typeof t.type=="function"?t.type.displayName||t.type.name:""))),Ft=s,ft(n)}});Be("__e",function(e,t,n,s){ft(),Ft=void 0,e(t,n,s)});Be("diffed",function(e,t){ft(),Ft=void 0;var n;if(typeof t.type=="string"&&(n=t.__e)){var s=t.__np,a=t.props,o=n.U;if(o)for(var r in o){var l=o[r];l===void 0||s&&r in s||(l.d(),o[r]=void 0)}if(s){o||(o={},n.U=o);for(var c in s){var u=o[c],d=s[c];u===void 0?(u=_a(n,c,d,a),o[c]=u):u.o(d,a)}}}e(t)});function _a(e,t,n,s){var a=t in e&&e.ownerSVGElement===void 0,o=E(n);return{o:function(r,l){o.value=r,s=l},d:ie(function(){this.N=qs;var r=o.value.value;s[t]!==r&&(s[t]=r,a?e[t]=r:r!=null&&(r!==!1||t[4]==="-")?e.setAttribute(t,r):e.removeAttribute(t))})}}Be("unmount",function(e,t){if(typeof t.type=="string"){var n=t.__e;if(n){var s=n.U;if(s){n.U=void 0;for(var a in s){var o=s[a];o&&o.d()}}}var r=t.__np;if(r){var l=t.props;for(var c in r)l[c]=r[c]}t.__np=void 0}else{var u=t.__c;if(u){u.__$f|=8;var d=u.__$u;d&&(u.__$u=void 0,d.d())}}e(t)});Be("__h",function(e,t,n,s){s<3&&(t.__$f|=2),e(t,n,s)});Fe.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,s=n&&n.s!==void 0;for(var a in t)return!0;if(this.__f||typeof this.u=="boolean"&&this.u===!0){var o=2&this.__$f;if(!(s||o||4&this.__$f)||1&this.__$f)return!0}else if(!(s||4&this.__$f)||3&this.__$f)return!0;for(var r in e)if(r!=="__source"&&e[r]!==this.props[r])return!0;for(var l in this.props)if(!(l in e))return!0;return!1};function pe(e,t){return O(function(){return E(e,t)},[])}var ga=function(e){queueMicrotask(function(){queueMicrotask(e)})};function ba(){Re(function(){for(var e;e=Rs.shift();)Ns.call(e)})}function qs(){Rs.push(this)===1&&(N.requestAnimationFrame||ga)(ba)}var Ds=function(e,t,n,s){var a;t[0]=0;for(var o=1;o<t.length;o++){var r=t[o++],l=t[o]?(t[0]|=r?1:2,n[t[o++]]):t[++o];r===3?s[0]=l:r===4?s[1]=Object.assign(s[1]||{},l):r===5?(s[1]=s[1]||{})[t[++o]]=l:r===6?s[1][t[++o]]+=l+"":r?(a=e.apply(l,Ds(e,l,n,["",null])),s.push(a),l[0]?t[0]|=2:(t[o-2]=0,t[o]=a)):s.push(l)}return s},Ps=new Map;function Is(e){var t=Ps.get(this);return t||(t=new Map,Ps.set(this,t)),(t=Ds(this,t.get(e)||(t.set(e,t=(function(n){for(var s,a,o=1,r="",l="",c=[0],u=function($){o===1&&($||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,$,r):o===3&&($||r)?(c.push(3,$,r),o=2):o===2&&r==="..."&&$?c.push(4,$,0):o===2&&r&&!$?c.push(5,0,!0,r):o>=5&&((r||!$&&o===5)&&(c.push(o,0,r,a),o=6),$&&(c.push(o,$,0,a),o=6)),r=""},d=0;d<n.length;d++){d&&(o===1&&u(),u(d));for(var f=0;f<n[d].length;f++)s=n[d][f],o===1?s==="<"?(u(),c=[c],o=3):r+=s:o===4?r==="--"&&s===">"?(o=1,r=""):r=s+r[0]:l?s===l?l="":r+=s:s==='"'||s==="'"?l=s:s===">"?(u(),o=1):o&&(s==="="?(o=5,a=r,r=""):s==="/"&&(o<5||n[d][f+1]===">")?(u(),o===3&&(c=c[0]),o=c,(c=c[0]).push(2,0,o),o=0):s===" "||s==="	"||s===`
`||s==="\r"?(u(),o=2):r+=s),o===3&&r==="!--"&&(o=4,c=c[0])}return u(),c})(e)),t),arguments,[])).length>1?t:t[0]}var i=Is.bind(Rt);var ya=6e3,$t=E([]),wa=0;function be(e,{error:t=!1}={}){let n=++wa;$t.value=[...$t.value.slice(-3),{id:n,text:e,error:t}],t||setTimeout(()=>Us(n),ya)}var Us=e=>$t.value=$t.value.filter(t=>t.id!==e);async function fe(e){try{return await e()}catch(t){t.name!=="AbortError"&&be(t.message,{error:!0});return}}function js(){return i`<div class="notices" role="status" aria-live="polite">
        ${$t.value.map(({id:e,text:t,error:n})=>i`<p key=${e} class=${n?"notice is-error":"notice"}>
                <span>${t}</span><button class="plain" aria-label="close" onClick=${()=>Us(e)}>×</button>
            </p>`)}
    </div>`}function I({onAction:e,children:t,...n}){let[s,a]=g(!1),o=async r=>{a(!0),await fe(()=>e(r)),a(!1)};return i`<button type="button" ...${n} disabled=${s||n.disabled} onClick=${o}>${t}</button>`}function W({text:e,label:t="copy"}){let[n,s]=g(!1);return i`<button type="button" class="small" onClick=${()=>fe(async()=>{await ka(typeof e=="function"?await e():e),s(!0),setTimeout(()=>s(!1),1500)})}>${n?"copied":t}</button>`}async function ka(e){if(navigator.clipboard)return navigator.clipboard.writeText(e);let t=Object.assign(document.createElement("textarea"),{value:e,className:"offscreen"});document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}function Wt({phase:e,failed:t,children:n}){return i`<span class=${`chip phase-${t?"failed":e}`}>${n}</span>`}function H({title:e,children:t,command:n}){return i`<div class="empty">
        <h2>${e}</h2>
        ${t}
        ${n&&i`<div class="command"><pre>${n}</pre><${W} text=${n} /></div>`}
    </div>`}function Fs({value:e,before:t}){let n=JSON.stringify(e,null,2)?.split(`
`)??[];if(t===void 0)return i`<pre class="json">${n.join(`
`)}</pre>`;let s=xa(n,JSON.stringify(t,null,2)?.split(`
`)??[]);return i`<pre class="json">${n.map((a,o)=>s.has(o)?i`<ins>${a}${`
`}</ins>`:`${a}
`)}</pre>`}function xa(e,t){let n=0;for(;n<e.length&&n<t.length&&e[n]===t[n];)n+=1;let s=0,a=Math.min(e.length,t.length)-n;for(;s<a&&e[e.length-1-s]===t[t.length-1-s];)s+=1;let o=e.slice(n,e.length-s),r=t.slice(n,t.length-s),l=new Set(o.map((d,f)=>n+f));if(o.length*r.length>4e6)return l;let c=r.length+1,u=new Uint16Array((o.length+1)*c);for(let d=o.length-1;d>=0;d-=1)for(let f=r.length-1;f>=0;f-=1)u[d*c+f]=o[d]===r[f]?u[(d+1)*c+f+1]+1:Math.max(u[(d+1)*c+f],u[d*c+f+1]);for(let d=0,f=0;d<o.length&&f<r.length;)o[d]===r[f]?(l.delete(n+d),d+=1,f+=1):u[(d+1)*c+f]>=u[d*c+f+1]?d+=1:f+=1;return l}function ye({tabs:e,current:t,to:n,label:s}){return i`<nav class="tabs" aria-label=${s}>
        ${e.map(([a,o,r])=>i`<a href=${n(a)} aria-current=${a===t?"page":void 0}>
                ${o}${r?i` <small>${r}</small>`:""}</a
            >`)}
    </nav>`}function ae({title:e,onClose:t,onSubmit:n,submit:s="OK",children:a}){let o=T(null),[r,l]=g("");return F(()=>{let u=document.activeElement;return o.current.showModal(),()=>u?.focus?.()},[]),i`<dialog ref=${o} aria-label=${e} onClose=${t}>
        <form onSubmit=${async u=>{u.preventDefault(),l("");try{await n(Object.fromEntries(new FormData(u.target))),t()}catch(d){l(d.message)}}}>
            <h2>${e}</h2>
            ${a} ${r&&i`<p class="is-error" role="alert">${r}</p>`}
            <p class="buttons">
                <button type="button" onClick=${t}>cancel</button><button class="primary">${s}</button>
            </p>
        </form>
    </dialog>`}function Ke({rows:e,keyOf:t,height:n,selected:s,label:a,row:o,empty:r}){let l=T(null),c=T({rows:[]}),[u,d]=g({top:0,height:600}),f=()=>d({top:l.current.scrollTop,height:l.current.clientHeight});F(()=>{let v=new ResizeObserver(f);return v.observe(l.current),()=>v.disconnect()},[]),F(()=>{let v=c.current.height??n;v!==n&&(l.current.scrollTop*=n/v),c.current.height=n},[n]),F(()=>{let v=Ta(c.current.rows,e,{keyOf:t,height:n,selected:s,frame:l.current});v&&(l.current.scrollTop+=v*n,f()),c.current.rows=e},[e]);let $=s==null?-1:e.findIndex(v=>t(v)===s);F(()=>{$>=0&&Ea(l.current,$,n)},[s,$>=0]);let p=Math.max(0,Math.floor(u.top/n)-6),h=e.slice(p,p+Math.ceil(u.height/n)+12),M=Math.floor(u.top/n);return i`<div class="long-list">
        <div class="rows" role="list" aria-label=${a} tabindex="-1" ref=${l} onScroll=${f}>
            ${e.length?"":r}
            <${Sa} height=${e.length*n}>
                ${h.map((v,C)=>i`<${Ca} key=${t(v)} top=${(p+C)*n} height=${n}>
                        ${o(v)}
                    <//>`)}
            <//>
        </div>
        ${M>0&&i`<button class="to-top small" onClick=${()=>l.current.scrollTop=0}>↑ ${M} above</button>`}
    </div>`}function Sa({height:e,children:t}){let n=T(null);return F(()=>{n.current.style.height=`${e}px`},[e]),i`<div class="spacer" ref=${n}>${t}</div>`}function Ca({top:e,height:t,children:n}){let s=T(null);return F(()=>{Object.assign(s.current.style,{transform:`translateY(${e}px)`,height:`${t}px`})},[e,t]),i`<div class="placed" role="listitem" ref=${s}>${n}</div>`}function Ta(e,t,{keyOf:n,height:s,selected:a,frame:o}){if(!e.length||e===t)return 0;let r=Math.floor(o.scrollTop/s),l=a==null?-1:e.findIndex(f=>n(f)===a),c=l>=r&&l*s<o.scrollTop+o.clientHeight;if(!c&&r===0)return 0;let u=e[c?l:Math.min(r,e.length-1)],d=t.findIndex(f=>n(f)===n(u));return d<0?0:d-(c?l:r)}function Ea(e,t,n){let s=t*n;s<e.scrollTop?e.scrollTop=s:s+n>e.scrollTop+e.clientHeight&&(e.scrollTop=s+n-e.clientHeight)}function Ht(e,t){S(()=>{let n=setInterval(e,t);return()=>clearInterval(n)},[])}function q(e,t){let[n,s]=g([void 0,""]),a=T(0),o=async()=>{let r=++a.current;try{let l=await e();r===a.current&&s([l,""])}catch(l){r===a.current&&s(([c])=>[c,l.message])}};return S(()=>(o(),()=>a.current+=1),t),[n[0],n[1],o]}var Ma=["Sun","Mon","Tue","Wed","Thu","Fri","Sat"],mt=e=>String(e).padStart(2,"0"),y=e=>e==null?null:Date.parse(e.replace(/(\.\d{3})\d+/,"$1")),On=e=>new Date(e).toISOString().replace(".000Z","Z");function we(e){let t=new Date(e);return`${mt(t.getUTCHours())}:${mt(t.getUTCMinutes())}:${mt(t.getUTCSeconds())}`}function J(e){let t=e%1e3;return we(e)+(t?`.${String(Math.abs(t)).padStart(3,"0").replace(/0+$/,"")}`:"")}var re=e=>`${Ma[new Date(e).getUTCDay()]} ${we(e)}`,ze=e=>new Date(e).toISOString().slice(0,10),A=e=>`${ze(e)} ${J(e)} UTC`;function ht(e,t){if(!t)return"";try{let n={weekday:"short",hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"};return`${new Intl.DateTimeFormat("en-GB",{...n,timeZone:t}).format(e).replace(",","")} ${t}`}catch{return""}}function G(e){let t=e<0?"-":"",n=Math.abs(e);if(n<1e3)return`${t}${n?Number((n/1e3).toFixed(3)):0}s`;if(n<1e4)return`${t}${Number((n/1e3).toFixed(1))}s`;n=Math.round(n/1e3);let s=[["d",86400],["h",3600],["m",60],["s",1]],a=[];for(let[o,r]of s){let l=Math.floor(n/r);l&&a.push(`${l}${o}`),n-=l*r}return t+a.slice(0,2).join(" ")}function Ws(e){let t=Math.round(e/1e3);if(e%1e3||t<60)return G(e);let[n,s]=[Math.floor(t/3600),Math.floor(t/60)%60];return`${n?`${n}:${mt(s)}`:s}:${mt(t%60)}`}var ne=e=>e==null?"":`${e<10?e.toFixed(1):Math.round(e)} ms`,z=(e,t)=>`${e.toLocaleString("en")} ${t}${e===1?"":"s"}`,Je=e=>e.length>18?`${e.slice(0,8)}…${e.slice(-4)}`:e;function Q(e){try{return JSON.stringify(JSON.parse(e),null,2)}catch{return e??""}}function X(e,t,{headers:n={},body:s}={}){let a=r=>`'${r.replaceAll("'","'\\''")}'`,o=["curl","-s",...e==="GET"?[]:["-X",e],a(t)];for(let[r,l]of Object.entries(n))o.push("-H",a(`${r}: ${l}`));return s!==void 0&&o.push("-d",a(s)),o.join(" ")}var[,Oa,Aa]=location.pathname.match(/^(.*?)(?:\/w\/([^/]+))?(?:\/__admin\/?)?$/)??[],V=(Oa??"").replace(/\/$/,""),Na=`${V}/__admin`,Hs=[250,500,1e3,2e3,4e3],Ie=E(""),Ve=E(!1),Nn=()=>new URLSearchParams(location.search).get("world")||Aa||"default",x=E(Nn()),De=E("connecting"),Ge=class extends Error{constructor(t,{code:n,message:s,details:a}){super(s),Object.assign(this,{status:t,code:n,details:a})}};function Bs(e){let t={"X-Mockserver-World":x.value,...e};return Ie.value&&(t.Authorization=`Bearer ${Ie.value}`),t}function Ks(e,t={}){let n=Object.entries(t).filter(([,s])=>s!=null&&s!=="");return`${Na}${e}${n.length?`?${new URLSearchParams(n)}`:""}`}async function An(e,t,{query:n,body:s,type:a,signal:o}={}){let r={method:e,headers:Bs(a?{"Content-Type":a}:{}),signal:o};s!==void 0&&(r.body=s);let l;try{l=await fetch(Ks(t,n),r)}catch(u){throw u.name==="AbortError"?u:new Ge(0,{code:"unreachable",message:"The server cannot be reached."})}if(l.ok)return l;l.status===401&&(Ve.value=!0);let c=await l.text();throw new Ge(l.status,Ra(c)??{code:"error",message:c||l.statusText})}function Ra(e){try{return JSON.parse(e).error}catch{return null}}async function Pe(e,t,n){return(await An(e,t,n)).json()}var vt="application/json",m={get:(e,t,n)=>Pe("GET",e,{query:t,signal:n}),text:async(e,t)=>(await An("GET",e,{query:t})).text(),blob:async(e,t)=>(await An("GET",e,{query:t})).blob(),post:(e,t={})=>Pe("POST",e,{body:JSON.stringify(t),type:vt}),put:(e,t)=>Pe("PUT",e,{body:JSON.stringify(t),type:vt}),putText:(e,t)=>Pe("PUT",e,{body:t,type:vt}),patch:(e,t)=>Pe("PATCH",e,{body:JSON.stringify(t),type:vt}),delete:e=>Pe("DELETE",e),yaml:(e,t)=>Pe("POST",e,{body:t,type:"application/yaml"})};async function zs(e,t,{body:n,headers:s}={}){let a={...s,"X-Mockserver-World":x.value};n!==void 0&&(a["Content-Type"]=vt);let o=await fetch(`${V}${t}`,{method:e,headers:a,body:n});return{status:o.status,ok:o.ok,headers:o.headers,text:await o.text()}}async function Js(e,{onEvent:t,onOpen:n,abort:s}){let a="";for(let o=0;!s.aborted;o+=1){try{let r=a?{"Last-Event-ID":a}:{},l=await fetch(Ks("/events",{world:e}),{headers:Bs(r),signal:s});if(l.status===401){Ve.value=!0,De.value="lost";return}l.ok&&(o=0,De.value="live",n(!!a),await La(l.body,c=>{a=c.id??a,c.data&&t(c.kind,JSON.parse(c.data))}))}catch{if(s.aborted)return}De.value="lost",await Pa(Hs[Math.min(o,Hs.length-1)],s)}}async function La(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader(),s="";for(;;){let{done:a,value:o}=await n.read();if(a)return;let r=(s+o).split(`

`);s=r.pop();for(let l of r)t(qa(l))}}function qa(e){let t={kind:"message"};for(let n of e.split(`
`)){let s=n.indexOf(": "),a=n.slice(0,s),o=n.slice(s+2);a==="id"?t.id=o:a==="event"?t.kind=o:a==="data"&&(t.data=o)}return t}function Pa(e,t){return new Promise(n=>{let s=setTimeout(n,e);t.addEventListener("abort",()=>(clearTimeout(s),n()),{once:!0})})}var _t=E(location.hash),k=qe(()=>{let[e,t=""]=_t.value.replace(/^#\/?/,"").split("?"),n=e.split("/").filter(Boolean).map(decodeURIComponent);return{path:n.length?n:["calls"],query:Object.fromEntries(new URLSearchParams(t))}});function _(e,t={}){let n=Object.entries(t).filter(([,a])=>a),s=n.length?`?${new URLSearchParams(n)}`:"";return`#/${e.filter(a=>a!=null).map(encodeURIComponent).join("/")}${s}`}function R(e,{query:t,replace:n=!1}={}){let s=_(e,t);s!==location.hash&&(history[n?"replaceState":"pushState"](null,"",s),_t.value=s)}function se(e){R(k.value.path,{query:{...k.value.query,...e},replace:!0})}function Rn(e){let t=new URLSearchParams(location.search);t.set("world",e),history.pushState(null,"",`?${t}`),_t.value="",x.value=e}addEventListener("popstate",()=>{_t.value=location.hash,x.value=Nn()});addEventListener("hashchange",()=>_t.value=location.hash);var Da=["said","tool_used","answered","detected","transferred","ended","cancelled"];function gt(e){let t=T(null),n=k.value.path[3];return F(()=>{n&&t.current?.querySelector(".is-named")?.scrollIntoView({block:"nearest"})},[n,e]),[t,n]}function Ln({call:e,events:t,look:n,now:s}){let[a,o]=gt(e.id),r=t.filter(l=>Da.includes(l.event));return r.some(l=>l.event==="said")?i`<div class="two-columns">
        <ol class="sayings padded" ref=${a}>${r.map(l=>i`<${Ua} key=${l.number} row=${l} named=${String(l.number)===o} future=${Ia(l,n,s)} zone=${e.time_zone} />`)}</ol>
        <div class="padded stack"><${Gs} call=${e} /></div>
    </div>`:i`<div class="padded stack">
            <p class="dim">${r.length?"Nobody speaks in this call, as far as it is planned.":"Nobody has answered, and no answer is planned yet."}</p>
            <${Gs} call=${e} />
        </div>`}var Ia=(e,t,n)=>e.planned||e.ms>(t??n);function Ua({row:e,named:t,future:n,zone:s}){let a=e.event==="said",o=a?e.who:e.event==="tool_used"?"tool":"";return i`<li class=${`saying is-${o||"event"}${n?" is-planned":""}${t?" is-named":""}`}>
        <time title=${[A(e.ms),ht(e.ms,s)].filter(Boolean).join(`
`)}>${J(e.ms).slice(0,8)}</time>
        <b>${o}</b>
        ${e.event==="tool_used"?i`<span class="mono">${e.name} ${JSON.stringify(e.arguments)} → ${e.output}</span>`:i`<span>${a?e.text:e.words}</span>`}
    </li>`}function Gs({call:e}){let t=e.timeline.findLast(n=>n.event==="ended");return!t||!t.outputs&&!t.summary?i`<p class="dim">No outputs and no summary${t?" are in the scenario":" yet"}.</p>`:i`<div class=${t.planned?"stack is-planned":"stack"}>
        <h3>${t.planned?"Planned results":"Results"}</h3>
        ${t.summary&&i`<p>${t.summary}</p>`}
        ${t.outputs&&i`<dl class="facts-list">${Object.entries(t.outputs).map(([n,s])=>i`<dt>${n}</dt><dd class="mono">${typeof s=="string"?s:JSON.stringify(s)}</dd>`)}</dl>`}
    </div>`}function Vs({call:e,events:t,now:n}){let[s,a]=gt(e.id),o=t[0]?.ms??n;return i`<div class="scroll" ref=${s}>
        <table class="events">
            <thead><tr><th>time</th><th>after</th><th>event</th><th>status then</th></tr></thead>
            <tbody>
                ${t.map(r=>i`<tr key=${r.number} class=${`${r.planned?"is-planned":""}${String(r.number)===a?" is-named":""}`}>
                        <td class="mono" title=${[A(r.ms),ht(r.ms,e.time_zone)].filter(Boolean).join(`
`)}>${re(r.ms)}</td>
                        <td class="mono dim">${G(r.ms-o)}</td>
                        <td>${r.words}</td>
                        <td class="mono">${r.status}</td>
                    </tr>`)}
            </tbody>
        </table>
    </div>`}function Ys({call:e,events:t,look:n}){let[s,a]=g(null);S(()=>a(null),[e.id,n]);let o=t.filter(f=>!f.planned).length,r=n===null?null:t.filter(f=>f.ms<=n).length,l=s??r??o,[c,u]=q(()=>ja(e.id,l,o),[e.id,l,e]);if(u)return i`<p class="padded is-error">${u}</p>`;if(!c)return i`<p class="padded dim">loading…</p>`;let d=c.previous?`changed since ${we(Date.parse(c.previous.at))} is marked`:"nothing came before";return i`<div class="padded stack">
        <div class="row-of">
            <code>${c.method} ${c.path} → ${c.status}</code>
            <span class="spread row-of">
                <button class="small" disabled=${l<=1} aria-label="one event earlier" onClick=${()=>a(l-1)}>←</button>
                <span class="mono dim">${l} of ${t.length} events</span>
                <button class="small" disabled=${l>=t.length} aria-label="one event later" onClick=${()=>a(l+1)}>→</button>
                ${l!==o&&i`<button class="small" onClick=${()=>a(o)}>now</button>`}
                <${W} text=${JSON.stringify(c.body,null,2)} />
            </span>
        </div>
        <p class="dim">${Fa(c,l,o,t)} · ${d}</p>
        <${Fs} value=${c.body} before=${c.previous?.body} />
    </div>`}function ja(e,t,n){return m.get(`/calls/${encodeURIComponent(e)}/response`,t===n?{}:{events:t})}function Fa(e,t,n,s){let a=s[t-1],o=a?`after "${a.words}"`:"";return t>n?`what it will answer at ${A(Date.parse(e.at))}, ${o}`:t<n?`what it answered at ${A(Date.parse(e.at))}, ${o}`:`now, ${o}`}var Wa={delivered:"is-ok",pending:"is-pending"},Ha=e=>`chip ${Wa[e]??"is-failed"}`;function Xs({call:e}){let[t,n]=gt(e.webhooks.length);return e.webhooks.length?i`<div ref=${t}>${e.webhooks.map(s=>i`<${Ba} key=${s.id} delivery=${s} named=${String(s.id)===n} />`)}</div>`:i`<${H} title="No webhook about this call">
            <p>No receiver has asked for its events so far. Register one at the provider, or send all webhooks of this world to one URL under <a href=${_(["webhooks"])}>Webhooks</a>.</p>
        <//>`}function Ba({delivery:e,named:t}){let n=()=>m.post(`/webhooks/${e.id}/replay`),s=()=>X(e.method,e.url,{headers:e.headers,body:e.body});return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${A(y(e.at))}>${re(y(e.at))}</time><b>${e.event}</b>
            <span class="mono dim grow">${e.url}</span>
            ${e.faults.map(a=>i`<span class="chip is-failed" title="a planned fault">${a}</span>`)}
            <span class=${Ha(e.outcome)}>${e.outcome}</span>
        </summary>
        <div class="stack padded">
            ${e.reason&&i`<p class="is-error">${e.reason} ${e.remedy}</p>`}
            <table><tbody>${e.attempts.map((a,o)=>i`<tr key=${o}><td>attempt ${o+1}</td><td class="mono">${re(y(a.at))}</td><td class="mono">${a.error||a.status}</td><td class="mono dim">${ne(a.duration_ms)}</td><td class="mono dim">${a.answer}</td></tr>`)}
            ${e.next_at&&i`<tr class="is-planned"><td>attempt ${e.attempts.length+1}</td><td class="mono">${re(y(e.next_at))}</td><td colspan="3">planned</td></tr>`}</tbody></table>
            <div class="row-of"><${I} class="small" onAction=${n}>replay<//><${W} text=${e.body} label="copy body" /><${W} text=${s} label="copy as curl" /><a class="button small" href=${_(["webhooks",e.id])}>open</a></div>
            <pre class="json">${Q(e.body)}</pre>
        </div>
    </details>`}function Zs({call:e}){let[t,n]=gt(e.requests.length);return e.requests.length?i`<div ref=${t}>${e.requests.map(s=>i`<${Ka} key=${s.id} record=${s} named=${String(s.id)===n} />`)}</div>`:i`<${H} title="No request about this call"><p>Reads, cancels and other requests with its id are listed here.</p><//>`}function Ka({record:e,named:t}){let n=async()=>(await m.get(`/requests/${e.id}`)).curl,s=e.status==null||e.status>=400,{before:a,after:o}=e.call_status??{};return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${A(y(e.at))}>${re(y(e.at))}</time><b class="mono">${e.method}</b>
            <span class="mono grow">${e.path}</span>
            ${e.fault&&i`<span class="chip is-failed" title="a planned fault">${e.fault}</span>`}
            <span class="mono dim">${a===o?o:`${a??"new"} → ${o}`}</span>
            <span class=${`chip ${s?"is-failed":"is-ok"}`}>${e.status??"none"}</span>
        </summary>
        <div class="stack padded">
            ${e.message&&i`<p class="is-error">${e.message}</p>`} ${e.note&&i`<p>${e.note}</p>`}
            <div class="row-of"><${W} text=${n} label="copy as curl" /><a class="button small" href=${_(["requests",e.id])}>open</a><span class="dim mono">${e.operation} · ${ne(e.duration_ms)}</span></div>
            ${e.body&&i`<h3>request</h3><pre class="json">${Q(e.body)}</pre>`}
            <h3>response</h3>
            <pre class="json">${Q(e.answer)}</pre>
        </div>
    </details>`}function Bt({path:e,query:t,version:n}){let[s,a]=q(()=>m.text(e,t),[e,JSON.stringify(t),n]),o=T(null);return F(()=>{s&&Va(o.current,s)},[s]),a?i`<p class="dim">${a}</p>`:i`<div class="graph" ref=${o}></div>`}var za=/<style>([^]*?)<\/style>/g,Ja="svg { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: 0 auto; }";function Ga(e){let t=new CSSStyleSheet;return t.replaceSync(e),t}function Va(e,t){let n=e.shadowRoot??e.attachShadow({mode:"open"}),s=[Ja],a=t.replace(za,(o,r)=>(s.push(r),""));n.adoptedStyleSheets=s.map(Ga),n.replaceChildren(new DOMParser().parseFromString(a,"image/svg+xml").documentElement)}function Qs({call:e}){let t=encodeURIComponent(e.scenario),[n,s]=q(()=>m.text(`/scenarios/${t}/source`),[e.scenario]);return i`<div class="two-columns">
        <div class="padded">
            <${Bt} path=${`/scenarios/${t}/diagram.svg`} query=${{provider:e.provider,call:e.id}} version=${e} />
        </div>
        <div class="padded stack">
            <div class="row-of"><h3>${e.scenario}</h3>
            <span class="spread row-of">${n&&i`<${W} text=${n} />`}<a class="button small" href=${_(["scenarios",e.scenario])}>open</a></span></div>
            ${s?i`<p class="dim">${s}</p>`:i`<pre class="json">${n}</pre>`}
        </div>
    </div>`}var Ye=E("dashboard");async function Kt(e,{method:t,path:n,body:s},a={}){let{header:o,prefix:r}=e.authentication,l=await zs(t,n,{body:s,headers:{[o]:r+Ye.value,...a}});if(!l.ok)throw Object.assign(new Error(`${e.title} answers ${l.status}: ${qn(l.text)}`),{answer:l});return l}function qn(e){try{let{error:t,message:n,detail:s}=JSON.parse(e);return n??t?.message??s??(typeof t=="string"?t:e)}catch{return e}}function zt(){return i`<label>API key <input value=${Ye.value} autocomplete="off" onInput=${e=>Ye.value=e.target.value} /></label>`}var eo=150,Dn=1e3,to=2e4,Ya=300,$e=E([]),Qe=E(0),Jt=E(!0),le=E(null),P=E([]),Se=E({findings:0,webhooks:0}),xe=E(""),In=E([]),ke=new Map,Xe=new Set,Pn=new Set,Ze=0,no=0;function Z(e){return Pn.add(e),()=>Pn.delete(e)}var Un=(e,t)=>Pn.forEach(n=>n(e,t));function yt(){let{mode:e,rate:t,now:n,read:s}=le.peek()??{now:0};return e==="real"?n+(performance.now()-s)*t:n}function jn(e){le.value={...le.peek(),...e,now:y(e.now),read:performance.now()}}var bt=ee(async()=>jn(await m.get("/clock")),120),so=ee(async()=>{let[e,t]=await Promise.all([m.get("/findings"),m.get("/webhooks",{outcome:"failed",limit:Dn,wait:0})]);Se.value={findings:e.findings.length,webhooks:t.webhooks.length}},1e3),Fn=ee(async()=>{let e=(await m.get("/worlds")).worlds.map(t=>t.name);In.value=[...new Set([...e,x.peek()])].sort()},1e3);async function oo(){let e=++Ze;try{let[t,n]=await Promise.all([m.get("/clock"),m.get("/providers")]);if(e!==Ze)return;jn(t),P.value=n.providers;let s=new Map(ke),a;ke.clear();do{let o=await m.get("/calls",{view:"summary",limit:Dn,cursor:a});if(e!==Ze)return;for(let r of o.calls)ke.set(r.id,r);a=o.next,(!s.size||!a)&&ao(o.count)}while(a&&ke.size<to);xe.value="",Jt.value=!1,so(),Fn(),Un("reload")}catch(t){e===Ze&&(xe.value=t.message)}}function ao(e){Re(()=>{$e.value=[...ke.values()].sort((t,n)=>n.number-t.number).slice(0,to),Qe.value=Math.max(e??0,ke.size)})}async function ro(){let e=[...Xe].slice(0,Ya),t=Ze;for(let n of e)Xe.delete(n);try{let n=(await m.get("/calls",{view:"summary",id:e.join(","),limit:Dn,examples:!0})).calls;if(t!==Ze)return;for(let s of n)ke.set(s.id,s);ao(Qe.peek()),Un("calls",new Set(e))}catch{for(let n of e)Xe.add(n)}no=Xe.size?setTimeout(ro,eo):0}function Xa(e){Xe.add(e),no||=setTimeout(ro,eo)}function Za(e,t){(e==="call"||e==="delivery"&&t.call)&&Xa(t.call),(e==="call"||e==="delivery")&&bt(),(e==="request"||e==="delivery")&&so(),e==="clock"&&(jn(t),bt()),(e==="gap"||e==="world")&&oo(),Un(e,t)}function ee(e,t){let n=!1,s=!1;async function a(){for(s=!0;n;){n=!1;try{await e()}catch{}await new Promise(o=>setTimeout(o,t))}s=!1}return()=>{n=!0,s||a()}}function io(){ie(()=>{let e=x.value;Ie.value;let t=new AbortController;return Re(()=>{ke.clear(),Xe.clear(),$e.value=[],Qe.value=0,Jt.value=!0,De.value="connecting"}),Js(e,{abort:t.signal,onOpen:()=>oo(),onEvent:Za}),()=>t.abort()})}var Qa=["dialling","ringing"],er=["placed","held","waiting","dialling","ringing","talking","paused"],tr=["human","voicemail","IVR","unknown","ios-screening-filter"],nr=["user","agent","system"];function lo({call:e}){let[t,n]=g(null),s=P.value.find(u=>u.name===e.provider),a=(u,d)=>m.post(`/calls/${encodeURIComponent(e.id)}/${u}`,d),o=()=>n(null),r=u=>()=>n(u),l=s?.calls.cancel,c={say:i`<${sr} drive=${a} onClose=${o} />`,fail:i`<${or} drive=${a} reasons=${s?.dial_errors??[]} onClose=${o} />`,hangup:i`<${rr} drive=${a} onClose=${o} />`,transfer:i`<${lr} drive=${a} onClose=${o} />`,answer:i`<${ar} drive=${a} onClose=${o} />`,cancel:i`<${cr} call=${e} provider=${s} onClose=${o} />`};return i`<div class="controls" role="group" aria-label="drive this call">
        ${Qa.includes(e.phase)&&i`<${I} onAction=${()=>a("answer",{by:"human"})}>answer<//><button onClick=${r("answer")}>answered by…</button><button onClick=${r("fail")}>fail with…</button>`}
        ${e.phase==="talking"&&i`<button onClick=${r("say")}>say…</button><button onClick=${r("hangup")}>hang up…</button><button onClick=${r("transfer")}>transfer…</button>`}
        ${l&&er.includes(e.phase)&&i`<button onClick=${r("cancel")} title=${`${l.method} ${l.path}`}>cancel as client</button>`}
        ${t&&c[t]}
    </div>`}var Wn=e=>e.map(t=>i`<option key=${t} value=${t}>${t.replaceAll("_"," ")}</option>`),sr=({drive:e,onClose:t})=>i`<${ae} title="Say something" submit="say" onClose=${t} onSubmit=${n=>e("say",n)}>
    <p class="dim">The planned rest of the conversation is replaced: the call goes on until it is hung up.</p>
    <label>who <select name="who">${Wn(["user","agent"])}</select></label>
    <label>text <textarea name="text" rows="3" required autofocus></textarea></label>
<//>`,or=({drive:e,reasons:t,onClose:n})=>i`<${ae} title="Let the dial fail" submit="fail" onClose=${n} onSubmit=${s=>e("fail",s)}>
    <p class="dim">A provider that retries will dial again.</p>
    <label>reason <select name="reason" autofocus>${Wn(t)}</select></label>
<//>`,ar=({drive:e,onClose:t})=>i`<${ae} title="Answer the call" submit="answer" onClose=${t} onSubmit=${n=>e("answer",n)}>
    <label>answered by <select name="by" autofocus>${tr.map(n=>i`<option key=${n}>${n}</option>`)}</select></label>
<//>`;function rr({drive:e,onClose:t}){return i`<${ae} title="Hang up" submit="hang up" onClose=${t} onSubmit=${({by:s,summary:a,outputs:o})=>e("hangup",{by:s,...a&&{summary:a},...o.trim()&&{outputs:ir(o)}})}>
        <label>by <select name="by" autofocus>${Wn(nr)}</select></label>
        <label>summary <input name="summary" placeholder="optional" /></label>
        <label>outputs, as JSON <textarea name="outputs" rows="2" placeholder='optional: {"interested": true}'></textarea></label>
    <//>`}function ir(e){try{return JSON.parse(e)}catch(t){throw new Error(`The outputs are not JSON: ${t.message}`)}}var lr=({drive:e,onClose:t})=>i`<${ae} title="Transfer the call" submit="transfer" onClose=${t} onSubmit=${n=>e("transfer",n)}>
    <label>to (E.164) <input name="to" required placeholder="+12125550199" autofocus /></label>
<//>`;function cr({call:e,provider:t,onClose:n}){let{method:s,path:a}=t.calls.cancel,o=a.replace("{id}",encodeURIComponent(e.id));return i`<${ae} title="Cancel as the client would" submit="send" onClose=${n} onSubmit=${()=>Kt(t,{method:s,path:o})}>
        <p>This sends the client's own request:</p>
        <pre>${s} ${o}</pre>
        <${zt} />
    <//>`}var wt=E(!1);async function et(e){if(wt.value)return;wt.value=!0;let t=await fe(()=>m.post("/clock/advance",e));wt.value=!1,bt(),t&&(t.slow.length?be(`${z(t.slow.length,"webhook")} still unanswered: see Webhooks.`,{error:!0}):!t.event_count&&e.until&&be("Nothing is planned: no event to advance to."))}var Gt=()=>et({until:"next"}),co=()=>et({until:"settled"});async function uo(e){await fe(()=>m.patch("/clock",e)),bt()}var po=[.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600,7200,21600,43200,86400].map(e=>e*1e3);function ur(e){let t=[...new Set(e)].sort((a,o)=>a-o),n=t.slice(1).map((a,o)=>({start:t[o],end:a,folded:!1})),s=0;for(let a of[...n].sort((o,r)=>o.end-o.start-(r.end-r.start))){let o=a.end-a.start;o>3e4&&o>s?a.folded=!0:s+=o}return dr(n)}function dr(e){let t=[];for(let n of e){let s=t.at(-1);s&&!s.folded&&!n.folded?s.end=n.end:t.push({...n})}return t}function Vt(e,t,n=46){let s=ur(e),a=Math.min(...e),o=s.filter(d=>d.folded).length,r=s.filter(d=>!d.folded).reduce((d,f)=>d+f.end-f.start,0),l=Math.max(t-o*n,1)/Math.max(r,1),c=0;for(let d of s)d.x=c,d.width=d.folded?n:(d.end-d.start)*l,c+=d.width;let u=s.at(-1)?.end??a;return{start:a,end:u,width:c,scale:l,parts:s,x:d=>pr(s,d,a),at:d=>fr(s,d,a)}}function pr(e,t,n){if(!e.length||t<=n)return 0;let s=e.find(a=>t<=a.end)??e.at(-1);return s.x+Math.min(1,(t-s.start)/(s.end-s.start))*s.width}function fr(e,t,n){if(!e.length||t<=0)return n;let s=e.find(a=>t<=a.x+a.width)??e.at(-1);return s.start+Math.min(1,(t-s.x)/s.width)*(s.end-s.start)}function Yt({parts:e,scale:t},n){let s=po.find(o=>o*t>=n)??po.at(-1),a=[];for(let o of e)if(!o.folded)for(let r=Math.ceil(o.start/s)*s;r<=o.end;r+=s){let l=o.x+(r-o.start)*t;(!a.length||l-a.at(-1).x>=n*.8)&&a.push({at:r,x:l})}return a}var Xt=e=>t=>e.parts.every(n=>!n.folded||Math.abs(t.x-(n.x+n.width/2))>n.width/2+30);var $r=55,mr=700,fo={placed:["queued","placed"],due:["queued","queued"],held:["waiting",""],waiting:["waiting","waits for a line"],paused:["waiting","paused"],dialled:["dialling","dials"],ringing:["ringing","rings"],answered:["talking",""],shown:["shown",""]},hr=["dials","conversation","webhooks"];function Hn(e){return e.timeline.filter(n=>n.event!=="webhook").map((n,s)=>({...n,number:s+1,ms:y(n.at),words:n.description??n.event}))}function ho(e,t,n){let s=Hn(e);return[{name:"dials",items:vr(s,n)},{name:"conversation",items:br(s)},{name:"tools",items:mo(s,"tool_used","tool",o=>o.name)},{name:"results",items:mo(s,"ready","result",o=>o.result)},{name:"requests",items:t.map(yr)},{name:"webhooks",items:e.webhooks.flatMap(wr)},{name:"faults",items:[...t.filter(o=>o.fault).map(kr),...e.webhooks.filter(o=>o.faults.length).map(xr)]}].filter(o=>o.items.length||hr.includes(o.name))}function Bn(e,t){return[t,...e.flatMap(n=>n.items.flatMap(s=>[s.at,s.until??s.at]))]}function vr(e,t){let n=[],s=null,a=!1,o=(r,l,c)=>{s&&r.ms>s.at&&n.push(...$o(t,{...s,until:r.ms})),s=l&&{kind:l,label:c,at:r.ms,title:r.words,planned:r.planned,target:["events",r.number]}};for(let r of e)if(r.event in fo){let[l,c]=fo[r.event];a=r.event==="answered",o(r,l,c||_r(r))}else r.event==="detected"&&s?s.label=vo(r.by):r.event==="transferred"&&s?o(r,"transferred",`talks to ${r.to}`):["ended","cancelled","closed"].includes(r.event)&&(o(r,r.event==="ended"?"wrapping":null,"results"),r.event!=="closed"&&n.push(gr(r,a)));return s&&s.kind!=="wrapping"&&n.push(...$o(t,{...s,until:Math.max(t,e.at(-1).ms+1e3)})),n}var vo=e=>e==="human"?"a person talks":e;function _r(e){return e.event==="answered"?vo(e.by):e.event==="shown"?e.word:e.words}function gr(e,t){let n=(e.reason??e.event).replaceAll("_"," ");return{kind:t&&e.event==="ended"?"end":"failed",label:n,at:e.ms,until:e.ms,title:e.words,planned:e.planned,target:["events",e.number]}}function $o(e,t){return t.until<=e?[{...t,planned:!1}]:t.at>=e?[{...t,planned:!0}]:[{...t,until:e,planned:!1},{...t,at:e,planned:!0,label:""}]}function br(e){return e.filter(t=>t.event==="said").map(t=>{let n=e.find(a=>a.ms>t.ms)?.ms??1/0,s=t.ms+Math.min(Math.max(mr,t.text.length*$r),n-t.ms);return{kind:`who-${t.who}`,at:t.ms,until:s,label:t.text,title:`${t.who}: ${t.text}`,planned:t.planned,target:["conversation",t.number]}})}function mo(e,t,n,s){return e.filter(o=>o.event===t).map(o=>({kind:n,at:o.ms,label:s(o),title:o.words,planned:o.planned,target:["events",o.number]}))}function yr(e){let t=e.status==null||e.status>=400,n=`${e.method} ${e.path} → ${e.status??"no answer"} ${e.operation??"matches no route"}`;return{kind:t?"request-failed":"request",at:y(e.at),label:"",title:n,planned:!1,target:["requests",e.id]}}function wr(e){let t={chain:e.id,target:["webhooks",e.id]},n=e.attempts.map((a,o)=>({...t,kind:a.status>=200&&a.status<300?"webhook":"webhook-failed",at:y(a.at),label:o?"":e.event,title:`${e.event}, attempt ${o+1} → ${a.error||a.status}`,planned:!1}));if(!e.next_at)return n;let s=`${e.event}, attempt ${n.length+1} follows`;return[...n,{...t,kind:"webhook",at:y(e.next_at),label:n.length?"":e.event,title:s,planned:!0}]}function kr(e){let t=Sr(e.fault),n=`planned fault ${t} on ${e.method} ${e.path}`;return{kind:"fault",at:y(e.at),label:t,title:n,planned:!1,target:["requests",e.id]}}function xr(e){let t=e.faults.join(", "),n=`planned fault of the webhook ${e.event}: ${t}`;return{kind:"fault",at:y(e.at),label:t,title:n,planned:!1,target:["webhooks",e.id]}}var Sr=e=>e.split(/[\s:]+/).at(-1);var Qt=E(!1),Zt=[],_o={c:"calls",r:"requests",w:"webhooks",f:"faults",s:"scenarios",e:"settings",p:"place"},Cr=[["/","filter the list"],["j, k","next and previous row"],["Enter","open the row"],["Escape","close what is open"],["n","advance the clock to the next event"],["g, then c r w f s e","go to calls, requests, webhooks, faults, scenarios, settings"],["g, then p","place a call"],["+, -, 0","zoom the timeline; show all of it"],["?","these keys"]],Kn=!1;function ce(e){let t=T(e);t.current=e,S(()=>{let n=s=>t.current(s);return Zt.unshift(n),()=>Zt.splice(Zt.indexOf(n),1)},[])}function go(){addEventListener("keydown",e=>{let t=e.target.closest("input, textarea, select, [contenteditable]");if(!(e.ctrlKey||e.metaKey||e.altKey||document.querySelector("dialog[open]"))){if(t){e.key==="Escape"&&e.target.blur();return}e.key==="Enter"&&e.target.closest("button, a, summary")||Tr(e.key)&&e.preventDefault()}})}function Tr(e){return Kn?(Kn=!1,_o[e]&&R([_o[e]]),!0):e==="g"?Kn=!0:e==="?"?Qt.value=!0:e==="n"?(Gt(),!0):e==="/"?Er():Zt.some(t=>t(e))}function Er(){let e=document.querySelector("input[type=search]");return e?.focus(),e?.select(),!!e}function bo(){return Qt.value?i`<${ae} title="Keys" onClose=${()=>Qt.value=!1} onSubmit=${async()=>{}} submit="close">
        <dl class="keys">${Cr.map(([t,n])=>i`<dt><kbd>${t}</kbd></dt><dd>${n}</dd>`)}</dl>
    <//>`:null}var yo=()=>Qt.value=!0;var Mr={height:32,middle:16},wo={height:44,middle:31},Or=520,me=30,tt=34,Y=16,ko=18,Jn=6.4,Ar=8,xo=64,zn={request:"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0","request-failed":"M-4-4L4 4M-4 4L4-4",webhook:"M0-6L6 0L0 6L-6 0Z","webhook-failed":"M0-6L6 0L0 6L-6 0ZM-3-3L3 3M-3 3L3-3",fault:"M0-6L6 5H-6Z",tool:"M-5-5H5V5H-5Z",result:"M0-5L5 0L0 5L-5 0Z"};function So({call:e,requests:t,now:n,look:s,zone:a,onLook:o,onPick:r}){let l=T(null),[c,u]=g(0),[d,f]=g(1),[$,p]=g(null);F(()=>{let w=new ResizeObserver(()=>u(l.current.clientWidth));return w.observe(l.current),()=>w.disconnect()},[]);let h=O(()=>ho(e,t,n),[e,t,n]),M=O(()=>Vt(Bn(h,n),(Math.max(c,200)-2*Y)*d),[h,c,d]),v=c<Or?wo:Mr,C=me+h.length*v.height+tt,b=Nr({frame:l,line:M,zoom:d,setZoom:f}),U=w=>L=>p(w&&{item:w,...Ur(L,l.current)});return i`<div class=${`timeline${v===wo?" is-narrow":""}`}>
        <div class="lane-names" aria-hidden="true">
            ${h.map(w=>i`<span key=${w.name}>${w.name}</span>`)}
        </div>
        <div class="lanes" ref=${l} onWheel=${b.onWheel} tabindex="0" aria-label="timeline, scrolls sideways" role="region">
            ${c>0&&i`<svg width=${M.width+2*Y} height=${C} role="group" aria-label=${`Timeline of the call to ${e.to}`}>
                <${Rr} line=${M} lanes=${h.length} size=${v} height=${C} />
                ${h.map((w,L)=>i`<${qr} key=${w.name} lane=${w} middle=${me+L*v.height+v.middle} line=${M} onPick=${r} show=${U} />`)}
                <${Fr} call=${e} lanes=${h} line=${M} now=${n} look=${s} height=${C} onLook=${o} frame=${l} />
            </svg>`}
            ${$&&i`<${jr} ...${$} zone=${a} now=${n} />`}
        </div>
        <div class="zoom" role="group" aria-label="zoom">
            <button class="small" aria-label="zoom out" disabled=${d<=1} onClick=${()=>b.by(.5)}>−</button>
            <button class="small" disabled=${d===1} onClick=${()=>f(1)}>fit</button>
            <button class="small" aria-label="zoom in" disabled=${d>=xo} onClick=${()=>b.by(2)}>+</button>
        </div>
    </div>`}function Nr({frame:e,line:t,zoom:n,setZoom:s}){let a=T(null),o=(u,d)=>{let f=Math.min(xo,Math.max(1,u));a.current={at:t.at(e.current.scrollLeft+d-Y),x:d},s(f)},r=u=>o(n*u,e.current.clientWidth/2);F(()=>{a.current&&(e.current.scrollLeft=t.x(a.current.at)+Y-a.current.x),a.current=null},[t]);let l=u=>{u.ctrlKey&&(u.preventDefault(),o(n*(u.deltaY<0?1.25:.8),u.clientX-e.current.getBoundingClientRect().left))},c={"+":()=>r(2),"=":()=>r(2),"-":()=>r(.5),0:()=>s(1)};return ce(u=>c[u]&&(c[u](),!0)),{by:r,onWheel:l}}function Rr({line:e,lanes:t,size:n,height:s}){let a=s-tt,o=r=>e.x(r)+Y;return i`<g class="axis">
        ${e.parts.filter(r=>r.folded).map(r=>i`<g key=${r.start} class="fold">
                <rect x=${r.x+Y+2} y=${me-4} width=${r.width-4} height=${a-me+4} />
                <text x=${r.x+Y+r.width/2} y="17" text-anchor="middle">${G(r.end-r.start)}</text>
                <path d=${`M${r.x+Y+4} 23h${r.width-8}`} />
            </g>`)}
        ${Yt(e,84).filter(Xt(e)).map(({at:r},l,c)=>i`<g key=${r}>
                <path d=${`M${o(r)} ${me-4}V${a}`} />
                <text x=${Math.max(o(r),30)} y="17" text-anchor="middle">${Lr(r,c[l-1]?.at??e.start)}</text>
            </g>`)}
        ${Array.from({length:t+1},(r,l)=>i`<path key=${`lane${l}`} class="rule" d=${`M0 ${me+l*n.height}H${e.width+2*Y}`} />`)}
    </g>`}var Lr=(e,t)=>ze(e)===ze(t)?e%1e3?J(e):we(e):re(e);function qr({lane:e,middle:t,line:n,onPick:s,show:a}){let o=c=>({...c,x:n.x(c.at)+Y,end:n.x(c.until??c.at)+Y}),r=e.items.map(o),l=n.width+2*Y;return i`<g class="lane" role="list" aria-label=${e.name}>
        ${Ir(r).map(c=>i`<path class="chain" d=${c(t)} />`)}
        ${r.map((c,u)=>{let d=(r[u+1]?.x??l)-c.end,f=`item kind-${c.kind}${c.planned?" is-planned":""}`,$=c.target&&(()=>s(...c.target));return i`<g
                key=${u}
                class=${f}
                role="listitem"
                tabindex=${c.label||zn[c.kind]?0:-1}
                aria-label=${`${c.title}, ${we(c.at)}${c.planned?", planned":""}`}
                onClick=${$}
                onKeyDown=${p=>p.key==="Enter"&&$?.()}
                onPointerEnter=${a(c)}
                onPointerLeave=${a(null)}
                onFocus=${a(c)}
                onBlur=${a(null)}
            >
                ${zn[c.kind]?i`<${Pr} item=${c} y=${t} room=${d} />`:i`<${Dr} item=${c} y=${t} room=${d} />`}
            </g>`})}
    </g>`}function Pr({item:e,y:t,room:n}){let s=n>14+Math.min(e.label.length,14)*Jn;return i`<path class="hit" d=${`M${e.x-8} ${t-12}h16v24h-16z`} />
        <path class="mark" transform=${`translate(${e.x} ${t})`} d=${zn[e.kind]} />
        ${e.label&&s&&i`<text x=${e.x+10} y=${t+4}>${en(e.label,n-14)}</text>`}`}function Dr({item:e,y:t,room:n}){let s=Math.max(e.end-e.x,e.end===e.x?5:3);if(e.kind==="waiting")return i`<path class="hit" d=${`M${e.x} ${t-12}h${s}v24h${-s}z`} /><path class="wait" d=${`M${e.x+3} ${t}h${Math.max(s-6,1)}`} />
            <text class="over" x=${e.x+6} y=${t-4}>${en(e.label,s-8)}</text>`;let a=e.kind==="end"||e.kind==="failed",o=a?en(e.label,n-12):"",r=a?"":en(e.label,s-10);return i`<rect x=${e.x} y=${t-ko/2} width=${s} height=${ko} rx="3" />
        ${o?i`<text class="beside" x=${e.x+9} y=${t+4}>${o}</text>`:r&&i`<text class="inside" x=${e.x+6} y=${t+4}>${r}</text>`}`}function en(e,t){let n=Math.floor(t/Jn);return!e||e.length<=n?e??"":n<4?"":`${e.slice(0,n-1)}…`}function Ir(e){let t=new Map;for(let s of e)s.chain!=null&&t.set(s.chain,[...t.get(s.chain)??[],s]);return[...t.values()].filter(s=>s.length>1).map(s=>a=>`M${s[0].x} ${a}H${s.at(-1).x}`)}function Ur(e,t){let n=t.getBoundingClientRect(),s=e.currentTarget.getBoundingClientRect();return{x:(e.clientX?e.clientX:s.left)-n.left+t.scrollLeft,y:s.bottom-n.top+6,limit:t.scrollLeft+n.width}}function jr({item:e,x:t,y:n,limit:s,zone:a,now:o}){let r=T(null);F(()=>{let u=Math.max(4,Math.min(t-20,s-r.current.offsetWidth-8));Object.assign(r.current.style,{left:`${u}px`,top:`${n}px`})});let l=ht(e.at,a),c=e.until>e.at?`, for ${G(e.until-e.at)}`:"";return i`<div class="tip" role="tooltip" ref=${r}>
        <b>${e.title}</b>
        <span>${A(e.at)}${c}</span>
        ${l&&i`<span>${l}</span>`}
        ${e.planned&&i`<span>planned${e.at>o?`, in ${G(e.at-o)}`:""}</span>`}
    </div>`}function Fr({call:e,lanes:t,line:n,now:s,look:a,height:o,onLook:r,frame:l}){let[c,u]=g(null),d=O(()=>[...new Set([...Bn(t,s),...e.timeline.map(L=>Date.parse(L.at))])].sort((L,oe)=>L-oe),[t,s]),f=c??a??s,$=n.x(f)+Y,p=Hr({call:e,now:s,drag:c,look:a}),h=L=>{u(null),L>s?(r(null),et({to:On(Math.ceil(L))})):r(L<s?L:null)},M=L=>{L.preventDefault(),L.currentTarget.focus(),L.currentTarget.setPointerCapture(L.pointerId),u(f)},v=L=>{if(c===null)return;let oe=l.current.getBoundingClientRect();u(Wr(d,n,L.clientX-oe.left+l.current.scrollLeft-Y))},C=L=>{let oe=L.key;if(oe==="ArrowRight")u(d.find(he=>he>f)??f);else if(oe==="ArrowLeft")u(d.findLast(he=>he<f)??f);else if(oe==="Enter"&&c!==null)h(c);else if(oe==="Escape"&&(c!==null||a!==null))u(null),r(null);else return;L.preventDefault(),L.stopPropagation()},b=20+p.length*Jn,U=Math.max(2,Math.min($-b/2,n.width+2*Y-b-2)),w=f<s;return i`${(w||f>s)&&i`<path class="true-now" d=${`M${n.x(s)+Y} ${me-6}V${o-tt}`} />`}
        <g
            class=${`now${c===null?"":" is-dragged"}${w?" is-past":""}`}
            role="slider"
            tabindex="0"
            aria-label="now: drag to the right to advance the clock, to the left to look back"
            aria-valuemin=${n.start}
            aria-valuemax=${n.end}
            aria-valuenow=${f}
            aria-valuetext=${`${we(f)}, ${p}`}
            onPointerDown=${M}
            onPointerMove=${v}
            onPointerUp=${()=>c!==null&&h(c)}
            onPointerCancel=${()=>u(null)}
            onKeyDown=${C}
        >
            <path class="hit" d=${`M${$-7} ${me-6}h14V${o}h-14z`} />
            <path class="line" d=${`M${$} ${me-6}V${o-tt+6}`} />
            <rect x=${U} y=${o-tt+6} width=${b} height="20" rx="10" />
            <text x=${U+b/2} y=${o-tt+20} text-anchor="middle">${p}</text>
        </g>`}function Wr(e,t,n){let s=e.reduce((a,o)=>Math.abs(t.x(o)-n)<Math.abs(t.x(a)-n)?o:a,e[0]);return Math.abs(t.x(s)-n)<=Ar?s:Math.round(t.at(n)/1e3)*1e3}function Hr({call:e,now:t,drag:n,look:s}){let[a,o]=g(null),r=n!==null&&n>t?n:null;if(S(()=>{if(r===null)return;let c=new AbortController,d=setTimeout(()=>m.get("/clock/planned",{until:On(Math.ceil(r))},c.signal).then(f=>o({to:r,...f}),()=>{}),60);return()=>(clearTimeout(d),c.abort())},[r]),r!==null){let c=e.timeline.filter(f=>f.planned&&Date.parse(f.at)<=r).length,u=a?.to===r?Math.max(a.event_count,c):c,d=a?.to===r&&a.delivery_count?`, ${z(a.delivery_count,"webhook")}`:"";return`+${G(r-t)}: ${z(u,"event")}${d}`}let l=n??s;return l!==null&&l<t?`looking back ${G(t-l)}`:"now ⇄ drag"}var Br=200,Co=300,Kr=500;function zr(e){let[t,n,s]=q(()=>Jr(e),[e]),a=T(s);return a.current=s,S(()=>{let o=ee(()=>a.current(),Br);return Z((r,l)=>{(r==="reload"||r==="calls"&&l.has(e)||r==="request"&&l.call===e)&&o(),r==="clock"&&o()})},[e]),[t,n]}async function Jr(e){let t=`/calls/${encodeURIComponent(e)}`,[n,s,a]=await Promise.all([Gr(t),m.get("/requests",{call:e,order:"newest",limit:Co}),m.get("/requests",{path:`*${e}*`,fault:"any",order:"newest",limit:Co})]),o=new Map([...a.requests,...s.requests].map(r=>[r.id,r]));return{...n,requests:[...o.values()].sort((r,l)=>l.id-r.id)}}async function Gr(e){try{return await m.get(e,{forecast:!0})}catch(t){if(!(t instanceof Ge)||t.status===404||t.status===0)throw t;return m.get(e)}}function Eo({id:e,tab:t="conversation",query:n}){let[s,a]=zr(e),[o,r]=g(null),l=Yr();if(S(()=>r(null),[e]),!s)return i`<section class="detail" aria-label="call">${a?i`<${Xr} id=${e} error=${a} />`:i`<p class="dim">loading…</p>`}</section>`;let c=(f,$)=>{R(["calls",e,f,$==null?null:String($)],{query:n})},u=P.value.find(f=>f.name===s.provider)?.title??s.provider,d=s.phase==="ended"&&s.attempts.every(f=>!f.answered_at);return i`<section class="detail" aria-label="call">
        <div class="call-head">
            <a class="back button small" href=${_(["calls"],n)} aria-label="back to the list">←</a>
            <h1>${s.direction==="inbound"?s.from:s.to}</h1>
            <${Wt} phase=${s.phase} failed=${d}>${s.status}<//>
            <span class="mono dim about">${u} · ${s.direction} · ${s.from} → ${s.to} · <span title=${s.id}>${Je(s.id)}</span> · ${s.scenario}</span>
            <${lo} call=${s} />
        </div>
        <div class="card">
            <${So} call=${s} requests=${s.requests} now=${l} look=${o} zone=${s.time_zone} onLook=${r} onPick=${c} />
            ${s.fields&&i`<p class="padded dim">The scenario overrides fields of the response: <code>${JSON.stringify(s.fields)}</code></p>`}
        </div>
        ${o!==null&&i`<p class="looking" role="status">You look back at ${A(o)}. The clock has not moved. <button class="small" onClick=${()=>r(null)}>back to now</button></p>`}
        <${Vr} call=${s} tab=${o!==null&&t==="conversation"?"response":t} look=${o} now=${l} query=${n} />
    </section>`}var To={conversation:Ln,response:Ys,webhooks:Xs,requests:Zs,scenario:Qs,events:Vs};function Vr({call:e,tab:t,look:n,now:s,query:a}){let o=O(()=>Hn(e),[e]),r=To[t]??Ln,l=[["conversation","Conversation"],["response","What GET shows"],["webhooks","Webhooks",e.webhooks.length],["requests","Requests",e.requests.length],["scenario","Scenario"],["events","Events",o.length]];return i`<div class="card">
        <${ye} tabs=${l} current=${t in To?t:"conversation"} label="about the call" to=${c=>_(["calls",e.id,c],a)} />
        <div class="pane"><${r} call=${e} events=${o} look=${n} now=${s} /></div>
    </div>`}function Yr(){let[,e]=g(0);return Ht(()=>le.peek()?.mode==="real"&&e(t=>t+1),Kr),le.value,Math.floor(yt())}var Xr=({id:e,error:t})=>i`<${H} title="This call cannot be shown">
    <p class="is-error">${t}</p>
    <p>The id in the address is <code>${e}</code>. A reset, a snapshot or another world may be the reason. <a href=${_(["calls"])}>All calls</a></p>
<//>`;var Zr=66,nt={width:116,wait:14,end:3},Qr=["held","waiting","paused"];function Vn(){let{path:e,query:t}=k.value,n=e[1]??null,s=pe(null),a=O(()=>ti($e.value,t),[$e.value,t]),o=r=>R(["calls",r,e[2]],{query:t});return ce(r=>{let l=a.findIndex(c=>c.id===(s.value??n));if(r==="j"||r==="k"){let c=a[r==="j"?Math.min(l+1,a.length-1):Math.max(l-1,0)];return c&&(s.value=c.id),c&&n&&o(c.id),!0}return r==="Enter"&&s.value?(o(s.value),!0):r==="Escape"&&n?(R(["calls"],{query:t}),!0):!1}),i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="calls">
            <${si} query=${t} rows=${a} />
            <${Ke}
                rows=${a}
                keyOf=${r=>r.id}
                height=${Zr}
                selected=${s.value??n}
                label="calls"
                empty=${i`<${ci} query=${t} />`}
                row=${r=>i`<${oi} row=${r} open=${r.id===n} marked=${r.id===s.value} href=${_(["calls",r.id,e[2]],t)} />`}
            />
        </section>
        ${n?i`<${Eo} key=${n} id=${n} tab=${e[2]} query=${t} />`:i`<${ei} />`}
    </main>`}var ei=()=>i`<section class="detail is-empty">${$e.value.length>0&&i`<p class="dim">Choose a call to see its past, its plan, and what a client sees of it.</p>`}</section>`;function ti(e,{q:t,status:n,provider:s,scenario:a}){let o=(t??"").toLowerCase().split(/\s+/).filter(Boolean);return e.filter(r=>(!n||r.status===n)&&(!s||r.provider===s)&&(!a||r.scenario===a)&&(!o.length||o.every(l=>ni(r).includes(l))))}var Gn=new WeakMap;function ni(e){if(!Gn.has(e)){let t=[e.id,e.provider,e.from,e.to,e.status,e.scenario,e.reason,e.agent,e.waits,e.direction];Gn.set(e,t.filter(Boolean).join(" ").toLowerCase())}return Gn.get(e)}function si({query:e,rows:t}){let n=O(()=>{let o=r=>[...new Set($e.value.map(l=>l[r]))].filter(Boolean).sort();return{provider:o("provider"),status:o("status"),scenario:o("scenario")}},[$e.value]),s=$e.value.length,a=t.length===s?Qe.value>s?`newest ${s.toLocaleString("en")} of ${Qe.value.toLocaleString("en")}`:s.toLocaleString("en"):`${t.length.toLocaleString("en")} of ${s.toLocaleString("en")}`;return i`<div class="filter">
        <input type="search" placeholder="filter: number, status, scenario…   /" aria-label="filter calls" value=${e.q??""} onInput=${o=>se({q:o.target.value})} />
        <span class="dim count-of" title="calls shown">${a}</span>
        <div class="selects">
            ${Object.entries(n).map(([o,r])=>i`<select key=${o} aria-label=${o} value=${e[o]??""} onChange=${l=>se({[o]:l.target.value})}>
                    <option value="" selected=${!e[o]}>any ${o}</option>
                    ${[...new Set([...r,e[o]])].filter(Boolean).map(l=>i`<option key=${l} value=${l} selected=${l===e[o]}>${l}</option>`)}
                </select>`)}
        </div>
    </div>`}function oi({row:e,open:t,marked:n,href:s}){let a=P.value.find(l=>l.name===e.provider)?.title??e.provider,o=ai(e),r=e.direction==="inbound"?`from ${e.from}`:e.to;return i`<a class=${`call-row${n?" is-marked":""}`} href=${s} aria-current=${t?"true":void 0} data-id=${e.id}>
        <span class="who">${r}</span>
        <${Wt} phase=${e.phase} failed=${o}>${e.status}<//>
        <span class="sub">${a} · ${e.scenario}</span>
        <${ii} row=${e} />
        <span class="why" title=${e.waits??e.next??e.reason??""}>${ri(e)}</span>
    </a>`}var ai=e=>e.phase==="ended"&&(e.phases.at(-1)?.failed??!1);function ri(e){if(e.waits)return`waits ${e.waits}`;if(e.next)return`next: ${e.next}`;let t=e.failed_webhooks?` · ${e.failed_webhooks} webhook${e.failed_webhooks>1?"s":""} failed`:"",n=e.reason?e.reason.replaceAll("_"," "):"",s=e.ended_by?` by ${e.ended_by}`:"";return`${n}${s}${t}`}function ii({row:e}){let t=e.phases.map(c=>({...c,length:c.until?y(c.until)-y(c.at):0,waits:Qr.includes(c.phase)})),n=t.reduce((c,u)=>c+(u.waits?0:u.length),0),s=Math.min(nt.wait,nt.width/(t.length+1)),a=nt.width-nt.end-s*t.filter(c=>c.waits).length,o=0,r=t.map(c=>{let u=c.waits?s:c.phase==="ended"?nt.end:c.length/(n||1)*a;return o+=u,{...c,x:o-u,width:u}}),l=t.filter(c=>c.length).map(c=>`${c.phase} ${G(c.length)}`).join(", ");return i`<svg class="spark" width=${nt.width} height="12" role="img" aria-label=${l||e.phase}>${r.map((c,u)=>i`<${li} key=${u} span=${c} />`)}</svg>`}function li({span:{phase:e,planned:t,failed:n,waits:s,x:a,width:o}}){if(s)return i`<path class="spark-wait" d=${`M${a+1} 6h${Math.max(o-2,1)}`} />`;let r=e==="ended",l=`spark-${n&&r?"failed":e}${t?" is-planned":""}`;return i`<rect class=${l} x=${a} y="2" width=${Math.max(o,1)} height="8" rx="1.5" />
        ${n&&!r&&!t&&i`<rect class="spark-failed" x=${a+o-3} y="2" width="3" height="8" rx="1" />`}`}function ci({query:e}){return xe.value?i`<${H} title="The calls cannot be loaded"><p class="is-error">${xe.value}</p><//>`:Jt.value?i`<p class="padded dim">loading…</p>`:Object.values(e).some(Boolean)?i`<${H} title="No call fits the filter"><p><button onClick=${()=>R(["calls"])}>show all calls</button></p><//>`:i`<${H} title="No calls yet" command=${ui()}>
        <p>Place one with your client, or with this line. It appears here by itself. You can also <a href=${_(["place"])}>place one on this page</a>.</p>
    <//>`}function ui(){let e=P.value[0];if(!e?.calls)return;let{header:t,prefix:n}=e.authentication,s=x.value==="default"?"any-key":`any-key~${x.value}`,{method:a,path:o,body:r}=e.calls.create;return X(a,`${location.origin}${V}${o}`,{headers:{[t]:`${n}${s}`,"Content-Type":"application/json"},body:JSON.stringify(r)})}var Mo=()=>i`<main></main>`;var di=[["1s","+1 s"],["1m","+1 min"],["1h","+1 h"]],pi={real:"time passes",manual:"stopped until advanced",step:"moves with each read of a call",auto:"jumps to the next event"},fi=200;function Oo(){return i`<header>
        <a class="brand" href=${_(["calls"])}>mockserver</a>
        <${$i} />
        <${mi} />
        <${vi} />
        <${gi} />
        <${bi} />
    </header>`}function $i(){let e=pe(!1),t=s=>{s.target.value?Rn(s.target.value):e.value=!0,s.target.value=x.value},n=[...new Set([...In.value,x.value])].sort();return i`<label class="world"
        ><span>world</span>
        <select value=${x.value} onChange=${t} onFocus=${Fn}>
            ${n.map(s=>i`<option key=${s} value=${s} selected=${s===x.value}>${s}</option>`)}
            <option value="">other…</option>
        </select>
        ${e.value&&i`<${ae}
            title="Enter a world"
            submit="enter"
            onClose=${()=>e.value=!1}
            onSubmit=${async({name:s})=>Rn(s)}
        >
            <p>A world is an isolated account with its own clock, calls and settings. One that does not exist is made.</p>
            <label>name <input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" autofocus /></label>
        <//>`}
    </label>`}function mi(){let e=pe(yt());Ht(()=>{let a=yt();Math.floor(a/1e3)!==Math.floor(e.peek()/1e3)&&(e.value=a)},fi);let t=le.value;if(!t)return i`<div class="clock"><time>--- --:--:--</time><small> </small></div>`;let n=t.mode==="real"?Math.max(e.value,t.now):t.now,s=t.mode==="real"&&t.rate!==1?` × ${t.rate}`:"";return i`<div class="clock">
        <time datetime=${new Date(n).toISOString()} title=${A(n)}>${re(n)}</time>
        <small><span>${ze(n)} UTC</span> · <span title=${pi[t.mode]}>${t.mode}${s}</span> · <${hi} now=${n} /></small>
    </div>`}function hi({now:e}){let{next:t,waits:n}=le.value;if(n)return i`<b class="is-waiting">${n}</b>`;if(!t)return i`<span>nothing planned</span>`;let s=G(Math.max(0,Math.ceil((y(t.at)-e)/1e3)*1e3)),a=t.description??t.event;return i`<span title=${`${t.provider??""} ${t.call??""}`}>next in ${s}: <b>${a}</b></span>`}function vi(){let e=le.value,t=!e||wt.value,n=e?.mode==="real"||e?.mode==="auto";return i`<div class="steps" role="group" aria-label="clock">
        <button class="primary" disabled=${t} onClick=${Gt} title="advance to the next event (n)">next event</button>
        ${di.map(([s,a])=>i`<button key=${s} disabled=${t} onClick=${()=>et({by:s})}>${a}</button>`)}
        <button disabled=${t} onClick=${co} title="until all calls have ended and everything is delivered">settle</button>
        <button disabled=${!e} onClick=${()=>uo({mode:n?"manual":"real"})}>${n?"pause":"run"}</button>
    </div>`}var _i={live:"live",connecting:"connecting…",lost:"reconnecting…"};function gi(){let e=De.value;return i`<span class=${`live is-${e}`} role="status" title=${xe.value||void 0}>
        <i aria-hidden="true"></i>${xe.value&&e==="live"?"cannot load":_i[e]}
        <button class="small plain" onClick=${yo} aria-label="keys" title="keys (?)">?</button>
    </span>`}function bi(){let e=k.value.path[0],{findings:t,webhooks:n}=Se.value;return i`<nav class="views" aria-label="views">
        ${[["calls","Calls"],["requests","Requests",t,"findings"],["webhooks","Webhooks",n,"failed"],["faults","Faults"],["scenarios","Scenarios"],["settings","Settings"]].map(([a,o,r,l])=>i`<a key=${a} href=${_([a])} aria-current=${e===a?"page":void 0}
                >${o}${r?i` <b class="count" title=${`${r} ${l}`}>${r}</b>`:""}</a
            >`)}
        <a class="button" href=${_(["place"])} aria-current=${e==="place"?"page":void 0}>place a call</a>
    </nav>`}function Ao(){let{provider:e,way:t="outbound"}=k.value.query,n=P.value.find(o=>o.name===e)??P.value[0];if(!n)return i`<main class="padded dim">loading…</main>`;let s=o=>_(["place"],{...k.value.query,provider:o}),a=t==="inbound"?Ti:wi;return i`<main class="narrow">
        <div class="card">
            <nav class="tabs" aria-label="provider">
                ${P.value.map(o=>i`<a key=${o.name} href=${s(o.name)} aria-current=${o===n?"page":void 0}>${o.title}</a>`)}
                <label class="spread">call <select value=${t} onChange=${o=>se({way:o.target.value})}>
                    <option value="outbound" selected=${t==="outbound"}>outbound: a client places it</option>
                    <option value="inbound" selected=${t==="inbound"}>inbound: somebody calls a number of the account</option>
                </select></label>
            </nav>
            <${a} key=${`${n.name}-${t}`} provider=${n} />
        </div>
    </main>`}function yi(){let[e]=q(()=>m.get("/scenarios"),[x.value]);return e??{scenarios:[],default:""}}function No({value:e,onChange:t}){let{scenarios:n,default:s}=yi();return i`<label>scenario
        <select value=${e} onChange=${a=>t(a.target.value)}>
            <option value="">as the world decides (else ${s||"the default"})</option>
            ${n.map(a=>i`<option key=${a.name} value=${a.name} selected=${a.name===e}>${a.name}</option>`)}
        </select>
        ${n.find(a=>a.name===e)?.summary&&i`<span class="dim">${n.find(a=>a.name===e).summary}</span>`}
    </label>`}function wi({provider:e}){let t=e.calls.create,[n,s]=g(()=>JSON.stringify(t.body,null,2)),[a,o]=g(k.value.query.scenario??""),[r,l]=g(null),c=O(()=>ki(n),[n]),u=a?{"X-Mockserver-Scenario":a}:{},d=async()=>{l(null);try{let f=await Kt(e,{...t,body:n},u),$=await xi(f,t.operation);$?R(["calls",$]):l({status:f.status,text:f.text,ok:!0})}catch(f){if(!f.answer)throw f;l({status:f.answer.status,text:f.answer.text,ok:!1})}};return i`<div class="padded stack">
        <p><code>${t.method} ${t.path}</code> <span class="dim">${t.operation} · </span><a href=${`${V}${e.openapi}`} target="_blank" rel="noopener">OpenAPI document</a></p>
        <label class="stacked">body, as JSON
            <textarea rows=${Math.min(22,n.split(`
`).length+1)} spellcheck="false" value=${n} onInput=${f=>s(f.target.value)} aria-invalid=${c?"true":void 0}></textarea>
        </label>
        ${c&&i`<p class="is-error" role="alert">Not JSON: ${c}</p>`}
        <div class="row-of"><${No} value=${a} onChange=${o} /></div>
        <div class="row-of"><${zt} /><span class="dim">any key, unless the server has --api-key</span></div>
        <div class="row-of">
            <${I} class="primary" disabled=${!!c} onAction=${d}>place the call<//>
            <button onClick=${()=>s(JSON.stringify(t.body,null,2))}>example again</button>
            <${W} label="copy as curl" text=${()=>Si(e,t,n,u)} />
        </div>
        ${r&&i`<${Ci} answer=${r} provider=${e} />`}
    </div>`}function ki(e){try{return JSON.parse(e),""}catch(t){return t.message}}async function xi(e,t){let n=(await m.get("/requests",{operation:t,order:"newest",limit:20})).requests.filter(s=>s.call);return(n.find(s=>s.answer===e.text)??n[0])?.call}function Si(e,t,n,s){let{header:a,prefix:o}=e.authentication,r=x.value==="default"?Ye.value:`${Ye.value}~${x.value}`,l={[a]:o+r,"Content-Type":"application/json",...s};return X(t.method,`${location.origin}${V}${t.path}`,{headers:l,body:n})}function Ci({answer:e,provider:t}){return i`<div class="refused stack" role="alert">
        <p class="is-error"><b>${t.title} answers ${e.status}.</b> ${qn(e.text)}</p>
        <pre class="json">${Q(e.text)}</pre>
    </div>`}function Ti({provider:e}){let[t,n]=g({from:"+12125550142",to:"+12125550100",agent:"",scenario:""}),s=o=>r=>n({...t,[o]:r.target.value});S(()=>n(o=>({...o,scenario:k.value.query.scenario??o.scenario})),[]);let a=async()=>{let{agent:o,scenario:r,...l}=t,c={provider:e.name,...l,...o&&{agent:o},...r&&{scenario:r}},u=await m.post("/calls",c);R(["calls",u.id])};return i`<div class="padded stack">
        <p class="dim">Somebody calls a number of the account, and an agent of ${e.title} answers.</p>
        <label class="stacked">from (E.164) <input value=${t.from} onInput=${s("from")} /></label>
        <label class="stacked">to (E.164), a number of the account <input value=${t.to} onInput=${s("to")} /></label>
        <label class="stacked">agent <input value=${t.agent} placeholder="optional: the id of an agent or assistant" onInput=${s("agent")} /></label>
        <div class="row-of"><${No} value=${t.scenario} onChange=${o=>n({...t,scenario:o})} /></div>
        <div class="row-of"><${I} class="primary" onAction=${a}>let it ring<//></div>
    </div>`}var Ei=250,tn=matchMedia("(min-width: 1000px)");function nn(e){let[t,n]=g(tn.matches);return S(()=>{let s=()=>n(tn.matches);return tn.addEventListener("change",s),()=>tn.removeEventListener("change",s)},[]),t&&!e}function st({list:e,detail:t,label:n}){return i`<div class=${t?"panes has-detail":"panes"}>
        <section class="pane-list" aria-label=${n}>${e}</section>
        ${t}
    </div>`}function ot({title:e,heading:t,back:n,name:s,actions:a,children:o}){return i`<section class="pane-detail" aria-label=${e}>
        <div class="detail-head">
            <a class="back" href=${n}>← ${s}</a>
            <h1>${t}</h1>
            <div class="row-of spread">${a}<a class="button small close" href=${n} aria-label="close" title="close (Escape)">×</a></div>
        </div>
        ${o}
    </section>`}function sn({placeholder:e,label:t="filter"}){let n=k.value.query.q??"",[s,a]=g(n),o=T(0);S(()=>a(n),[n]);let r=l=>{let c=l.target.value;a(c),clearTimeout(o.current),o.current=setTimeout(()=>se({q:c.trim()}),Ei)};return S(()=>()=>clearTimeout(o.current),[]),i`<input type="search" value=${s} onInput=${r} placeholder=${e} aria-label=${t} />`}function Ue({name:e,label:t,options:n}){let s=k.value.query[e]??"",a=n.some(([o])=>o===s)?n:[...n,[s,s]];return i`<select aria-label=${t} value=${s} onChange=${o=>se({[e]:o.target.value})}>
        ${a.map(([o,r])=>i`<option key=${o} value=${o} selected=${o===s}>${r}</option>`)}
    </select>`}function on({pages:e,rows:t,folder:n,open:s,label:a,wide:o,empty:r,row:l}){let[c,u]=g(null),d=s??c,f=h=>R([...n,h],{query:k.value.query,replace:s!=null}),$=h=>{let M=t.findIndex(C=>C.id===d),v=t[M<0?0:Math.min(t.length-1,Math.max(0,M+h))];return v?(s!=null?f(v.id):u(v.id),!0):!1};ce(h=>h==="j"?$(1):h==="k"?$(-1):h==="Enter"&&c!=null&&s==null?(f(c),!0):h==="Escape"&&s!=null?(u(s),R(n,{query:k.value.query}),!0):!1);let p=e.next?[...t,{id:0,last:e.rows.length}]:t;return i`<${Ke}
        rows=${p}
        keyOf=${h=>h.id}
        height=${o?33:52}
        selected=${d}
        label=${a}
        empty=${r}
        row=${h=>h.id===0?i`<${Mi} older=${e.older} last=${h.last} />`:i`<${l}
                      value=${h}
                      selected=${h.id===d}
                      wide=${o}
                      to=${_([...n,h.id],k.value.query)}
                  />`}
    />`}function Mi({older:e,last:t}){let n=T(null);return S(()=>{let s=new IntersectionObserver(([a])=>a.isIntersecting&&e());return s.observe(n.current),()=>s.disconnect()},[t,e]),i`<p class="older dim" ref=${n}>loading older ones…</p>`}function an({rows:e}){let t=e.filter(([,n])=>n!=null&&n!==""&&n!==!1);return i`<dl class="facts">${t.map(([n,s])=>i`<dt>${n}</dt><dd>${s}</dd>`)}</dl>`}function Oi(e){return e==null||e>=500?"is-failed":e>=400?"is-pending":"is-ok"}var at=({status:e})=>i`<span class=${`chip ${Oi(e)}`}>${e??"no answer"}</span>`;function kt(e){let[t,n]=e.split(" ");return t==="header"?`${n} by the header X-Mockserver-Fault`:`${n} by ${t}`}var Ce=({shape:e,children:t})=>i`<b class="mark"><span aria-hidden="true">${e}</span> ${t}</b>`;function rt({headers:e}){let t=Object.entries(e??{});return t.length?i`<details class="headers">
        <summary>${z(t.length,"header")}</summary>
        <dl class="facts mono">${t.map(([n,s])=>i`<dt>${n}</dt><dd>${s}</dd>`)}</dl>
    </details>`:i`<p class="dim">no headers</p>`}function je({text:e,dropped:t,none:n="no body"}){return t?i`<p class="dim">The body was dropped to save memory.</p>`:e?i`<div class="body"><pre class="json" tabindex="0">${Q(e)}</pre><${W} text=${()=>Q(e)} /></div>`:i`<p class="dim">${n}</p>`}var Ai=1e3,Ni=50,Ri={unknown_field:"The request has a field that is not documented.",deprecated_field:"The request has a field of an older version of the API.",lenient_type:"A value has a type that the provider accepts but does not document.",real_number:"The call goes to a number that could be a real person's. Numbers reserved for fiction are safe.",live_key:"The API key looks like one of a real account.",fast_polling:"One path was read more than five times within a second.",first_page:"The client began to read a list at its second page.",double_dial:"The client dialled the same person twice, because its first request got no good answer."},Ro=()=>Se.value.findings;function Lo(){let[e,t,n]=q(async()=>(await m.get("/findings")).findings,[]),s=O(()=>ee(n,Ai),[]);S(()=>Z(o=>(o==="request"||o==="reload")&&s()),[]);let a=O(()=>Li(e??[]),[e]);return i`<div class="scroll padded stack findings">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&!a.length&&i`<${H} title="No findings">
            <p>A finding is a request that the provider accepts although its documentation does not cover it: an unknown field, a number of a real person, a call placed twice. The simulator answers as the provider would and notes it here.</p>
        <//>`}
        ${a.map(([o,r])=>i`<${qi} key=${o} kind=${o} rows=${r} />`)}
    </div>`}function Li(e){let t=new Map;for(let n of[...e].reverse())t.has(n.kind)?t.get(n.kind).push(n):t.set(n.kind,[n]);return[...t]}function qi({kind:e,rows:t}){let[n,s]=g(!1),a=n?t:t.slice(0,Ni);return i`<section class="card finding-group" aria-label=${e}>
        <h2><${Ce} shape="◆">${e}<//> <small class="dim">${z(t.length,"request")}</small></h2>
        <p class="dim">${Ri[e]}</p>
        <ul>
            ${a.map((o,r)=>i`<${Pi} key=${`${o.request} ${r}`} row=${o} />`)}
        </ul>
        ${a.length<t.length&&i`<button class="small" onClick=${()=>s(!0)}>show all ${t.length}</button>`}
    </section>`}function Pi({row:e}){let t=y(e.at);return i`<li>
        <a class="mono" href=${_(["requests",e.request])}>#${e.request}</a>
        <time class="mono dim" title=${A(t)}>${J(t)}</time>
        <span class="dim">${e.provider} ${e.operation}</span>
        <span class="text">${e.message}</span>
        ${e.call&&i`<a href=${_(["calls",e.call])}>call</a>`}
    </li>`}function qo({number:e}){let[t,n]=q(()=>m.get(`/requests/${e}`),[e]);return i`<${ot}
        title=${`request ${e}`}
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${at} status=${t.status} />`}`}
        name="requests"
        back=${_(["requests"],k.value.query)}
        actions=${t&&i`<${Di} request=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`} ${t&&i`<${Ii} request=${t} />`}
    <//>`}function Di({request:e}){let{operation:t,provider:n,curl:s}=e;return i`<${W} text=${s} label="copy as curl" />
        ${t&&i`<a class="button small" href=${_(["faults","new"],{operation:t,provider:n})}>plan a fault</a>`}`}function Ii({request:e}){let t=e.path+(e.query?`?${e.query}`:"");return i`<h2 class="mono target">${e.method} ${t}</h2>
        ${e.message&&i`<p>${e.message}</p>`}
        <${ji} request=${e} />
        <${an} rows=${Fi(e)} />
        <section class="card message">
            <h2>Request</h2>
            <${rt} headers=${e.headers} />
            <${je} text=${e.body} dropped=${e.bodies_dropped} />
        </section>
        <section class="card message">
            <h2>Response</h2>
            <${je} text=${e.answer} dropped=${e.bodies_dropped} none=${Ui(e)} />
        </section>
        <details class="card message">
            <summary>As curl</summary>
            <pre class="json">${e.curl}</pre>
            ${e.curl_note&&i`<p class="dim">${e.curl_note}</p>`}
        </details>`}var Ui=({status:e,fault:t})=>e==null?`The client got no answer${t?`: ${kt(t)}`:""}.`:"no body";function ji({request:e}){let{operation:t,note:n,findings:s}=e,a=s.length>0&&t!=null;return i`<div class="remarks">
        ${t==null&&i`<p class="remark"><${Ce} shape="▲">no route<//> ${n??"No provider has this method and path."}</p>`}
        ${s.map(({kind:o,message:r})=>i`<p class="remark"><${Ce} shape="◆">${o}<//> ${r}</p>`)}
        ${n&&t!=null&&!a&&i`<p class="remark is-calm">${n}</p>`}
    </div>`}function Fi(e){let{call:t,call_status:n,fault:s,delay_ms:a}=e,o=n.before!==n.after,r=s?.split(" ")[0];return[["time",A(y(e.at))],["provider",e.provider],["operation",e.operation],["call",t&&i`<a class="mono" href=${_(["calls",t])}>${t}</a>`],["call status",n.after&&i`${n.before??"(new)"} → ${o?i`<b>${n.after}</b>`:n.after}`],["fault",s&&(r==="header"?kt(s):i`<a href=${_(["faults",r])}>${s}</a>`)],["delay",a?`${ne(a)} by the fault`:null],["duration",ne(e.duration_ms)],["connection",e.connection],["attempt",e.attempt]]}function Po(e,t){let n=Object.assign(document.createElement("a"),{href:URL.createObjectURL(e),download:t});n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}var Wi=200,Hi=500,Bi=1e3,Do=1e4,Ki=400,Io={rows:[],next:null,loaded:!1,error:""},Yn=class{constructor({path:t,list:n,slim:s,query:a}){Object.assign(this,{path:t,list:n,slim:s,query:a,seen:0,work:Promise.resolve(),ended:!1}),this.changed=new Set,this.state=E(Io),this.refresh=ee(()=>this.update(),Ki)}load=()=>this.#e(async()=>{this.changed.clear();let t=await this.#t({order:"newest",limit:Wi});this.#n(t.rows,t.next)});older=()=>this.#e(async()=>{let{rows:t,next:n}=this.state.peek();if(!n)return;let s=await this.#t({order:"newest",limit:Hi,cursor:n});this.#n([...t,...s.rows],s.next)});update=()=>this.#e(async()=>{let{rows:t,next:n,loaded:s}=this.state.peek();if(!s)return;let a=n?t.at(-1).id:1,o=[...this.changed].reduce((c,u)=>u<a?c:Math.min(c,u),this.seen+1);this.changed.clear();let r=[];for(let c=o-1;c!=null;){let u=await this.#t({order:"oldest",limit:Bi,cursor:c});r.push(...u.rows),c=u.next}let l=t.filter(c=>c.id<o);(r.length||l.length!==t.length)&&this.#n([...r.reverse(),...l],n)});#e(t){return this.work=this.work.then(async()=>{try{this.ended||await t(),this.state.peek().error&&this.#s({error:""})}catch(n){this.#s({error:n.message})}}),this.work}async#t(t){let n=await m.get(this.path,{...this.query,...t});return this.seen=n.count,{rows:n[this.list].map(this.slim),next:n.next}}#n(t,n){this.#s({rows:t.slice(0,Do),next:t.length<Do?n:null,loaded:!0})}#s(t){this.ended||(this.state.value={...this.state.peek(),...t})}};function rn({path:e,list:t,slim:n,query:s,kind:a}){let o=O(()=>new Yn({path:e,list:t,slim:n,query:s}),[e,JSON.stringify(s)]),r=T(Io);S(()=>{o.load();let c=Z((u,d)=>{u==="reload"&&o.load(),u===a&&(d.id&&o.changed.add(d.id),o.refresh())});return()=>{c(),o.ended=!0}},[o]);let l=o.state.value;return(l.loaded||l.error)&&(r.current=l),{...r.current,older:o.older,load:o.load}}var xt=["requests"],zi=["200","201","400","401","403","404","409","422","429","500","502","503"];function Ji({headers:e,body:t,answer:n,...s}){return s}var Uo=e=>e.operation==null||e.findings.length>0;function jo(){let{path:e}=k.value;return e[1]==="findings"?i`<main class="log"><${Fo} tab="findings" /><${Lo} /></main>`:i`<${Gi} open=${e[1]?Number(e[1]):null} />`}function Gi({open:e}){let{q:t,status:n,provider:s,show:a}=k.value.query,o=nn(e!=null),l=rn({path:"/requests",list:"requests",slim:Ji,query:{q:t,status:n,provider:s,fault:a==="faults"?"any":void 0},kind:"request"}),c=O(()=>a==="out"?l.rows.filter(Uo):l.rows,[l.rows,a]);return i`<main class="log">
        <${Fo} tab="journal" onDeleted=${l.load} />
        <${Xi} />
        ${l.error&&i`<p class="problem" role="alert">${l.error}</p>`}
        <${st}
            label="requests"
            list=${i`<${on}
                pages=${l}
                rows=${c}
                folder=${xt}
                open=${e}
                label="requests, newest first"
                wide=${o}
                empty=${l.loaded&&!l.next&&i`<${el} filtered=${t||n||s||a} />`}
                row=${Zi}
            />`}
            detail=${e!=null&&i`<${qo} key=${e} number=${e} />`}
        />
    </main>`}function Fo({tab:e,onDeleted:t}){let n=[["journal","Journal"],["findings","Findings",Ro()]];return i`<div class="log-bar">
        <${ye} tabs=${n} current=${e} label="requests" to=${s=>_(s==="journal"?xt:[...xt,s])} />
        <div class="buttons">
            <${I} class="small" title="HTTP Archive: developer tools of browsers open it" onAction=${Vi}>download HAR<//>
            ${t&&i`<${I} class="small danger" onAction=${()=>Yi(t)}>delete the journal<//>`}
        </div>
    </div>`}async function Vi(){let{q:e,status:t,provider:n}=k.value.query;Po(await m.blob("/requests.har",{q:e,status:t,provider:n}),`${x.value}.har`)}async function Yi(e){confirm("Delete all requests of this world from the journal? Calls and webhooks stay.")&&(await m.delete("/requests"),R(xt,{query:k.value.query}),await e())}function Xi(){return i`<div class="filters" role="search">
        <${sn} placeholder="path, query, body, call, note, fault…  (/)" label="filter requests" />
        <${Ue} name="provider" label="provider" options=${[["","all providers"],...P.value.map(({name:e,title:t})=>[e,t])]} />
        <${Ue} name="status" label="status" options=${[["","any status"],...zi.map(e=>[e,e])]} />
        <${Ue} name="show" label="show" options=${[["","all requests"],["out","only what stands out"],["faults","only with a fault"]]} />
    </div>`}function Zi({value:e,selected:t,wide:n,to:s}){let a=Uo(e),o=`log-row ${n?"is-wide":"is-narrow"} request-row${a?" is-out":""}${t?" is-selected":""}`,r=y(e.at),l=e.path+(e.query?`?${e.query}`:"");return i`<div class=${o}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${A(r)}>${J(r)}</time>
        <span class="provider">${e.provider||"–"}</span>
        <a class="main-link mono" href=${s} aria-current=${t?"true":void 0} title=${`${e.method} ${l}`}
            ><b>${e.method}</b> ${l}</a
        >
        <span class="state"><${at} status=${e.status} /></span>
        <span class="operation">${e.operation}</span>
        <span class="took mono">${ne(e.duration_ms)}</span>
        <span class="of-call"><${Wo} call=${e.call} /></span>
        <span class="note"><${Qi} request=${e} wide=${n} /></span>
    </div>`}var Wo=({call:e})=>e&&i`<a href=${_(["calls",e])} class="mono call-link" title=${`call ${e}`}>${Je(e)}</a>`;function Qi({request:e,wide:t}){let{findings:n,fault:s,note:a,message:o,operation:r,delay_ms:l}=e;if(r==null)return i`<${Ce} shape="▲">no route<//> ${a??o}`;let[c,...u]=n;if(c)return i`<${Ce} shape="◆">${c.kind}<//> ${c.message}${u.length?` (+ ${z(u.length,"finding")})`:""}`;let d=l?` + ${ne(l)}`:"";return s?i`<span class="fault-mark"><span aria-hidden="true">✕</span> ${kt(s)}${d}</span> ${o}`:a??o?a??o:t?null:i`${e.provider} ${r} · ${ne(e.duration_ms)} <${Wo} call=${e.call} />`}function el({filtered:e}){if(e)return i`<${H} title="No request matches the filters"><p>Change the filters, or <a href=${_(xt)}>show all requests</a>.</p><//>`;let t=P.value[0],{header:n="authorization",prefix:s="Bearer "}=t?.authentication??{},a=t?.calls?.list?.path??"/",o=X("GET",`${location.origin}${V}${a}`,{headers:{[n]:`${s}any-key`,"X-Mockserver-World":x.value}});return i`<${H} title="No requests yet" command=${o}>
        <p>Point your client at ${P.value.map(({title:r,base:l})=>i`<code>${location.origin}${V}${l}</code> (${r}) `)}
        or send a first request. Each one appears here with its answer, and with what the provider's documentation does not cover.</p>
    <//>`}var Ho=40,St=26,Te=14,Bo={placed:"queued",due:"queued",held:"waiting",waiting:"waiting",dialled:"dialling",ringing:"ringing",answered:"talking",transferred:"transferred",shown:"shown",ended:"wrapping"};function ln({path:e,text:t}){let[n,s]=g(""),[a,o]=g(""),r={...t!==void 0&&{text:t},...n&&{to:n},...a&&{seed:a}},[l,c]=q(()=>m.post(e,r),[e,t,n,a,x.value]),u=d=>f=>d(f.target.value.trim());return i`<div class="padded stack">
        <div class="row-of">
            <label>number <input value=${n} placeholder=${l?.to??"+12125550142"} onChange=${u(s)} /></label>
            <label>seed <input value=${a} placeholder=${l?.seed??""} size="8" onChange=${u(o)} /></label>
            <span class="dim">No call is placed.</span>
        </div>
        ${c&&i`<p class="is-error" role="alert">${c}</p>`}
        ${l&&i`<${tl} previews=${l.previews} />${l.previews.map(d=>i`<${ol} key=${d.provider} preview=${d} />`)}`}
    </div>`}var Xn=e=>P.value.find(t=>t.name===e)?.title??e;function tl({previews:e}){let t=T(null),[n,s]=g(0);F(()=>{let l=new ResizeObserver(()=>s(t.current.clientWidth));return l.observe(t.current),()=>l.disconnect()},[]);let a=e.filter(l=>!l.error),o=O(()=>Vt([0,1e3,...a.flatMap(l=>l.timeline.map(c=>c.after*1e3))],Math.max(n-2*Te,100)),[e,n]),r=St+a.length*Ho+4;return i`<div class="lanes" ref=${t}>${n>0&&i`<svg width=${o.width+2*Te} height=${r} role="img" aria-label="how the call unfolds at each provider">
        <g class="axis">${Yt(o,72).filter(Xt(o)).map(({at:l,x:c})=>i`<g key=${l}><path d=${`M${c+Te} ${St-6}V${r}`} /><text x=${Math.max(c+Te,10)} y="14" text-anchor="middle">${Ws(l)}</text></g>`)}
        ${o.parts.filter(l=>l.folded).map(l=>i`<g key=${l.start} class="fold"><rect x=${l.x+Te+2} y=${St-6} width=${l.width-4} height=${r-St+6} /><text x=${l.x+Te+l.width/2} y="14" text-anchor="middle">${G(l.end-l.start)}</text></g>`)}</g>
        ${a.map((l,c)=>i`<${nl} key=${l.provider} preview=${l} line=${o} top=${St+c*Ho} />`)}
    </svg>`}</div>`}function nl({preview:e,line:t,top:n}){let s=r=>t.x(r.after*1e3)+Te,a=sl(e.timeline),o=e.timeline.at(-1);return i`<g class="lane"><text x=${Te} y=${n+11}>${Xn(e.provider)}</text>
        ${a.map((r,l)=>{let c=a[l+1]??o,u=Math.max(s(c)-s(r),r.event==="ended"?3:0);if(!u)return null;let{kind:d}=r,f=`${r.status}, ${r.description}`;return d==="waiting"?i`<g key=${l} class="item"><title>${f}</title><path class="wait" d=${`M${s(r)+2} ${n+24}h${Math.max(u-4,1)}`} /></g>`:i`<g key=${l} class=${`item kind-${d}`}><title>${f}</title><rect x=${s(r)} y=${n+17} width=${u} height="14" rx="3" />${u>r.status.length*7+10&&i`<text class="inside" x=${s(r)+5} y=${n+28}>${r.status}</text>`}</g>`})}
    </g>`}function sl(e){let t=!1;return e.filter(n=>Bo[n.event]).map(n=>((n.event==="dialled"||n.event==="answered")&&(t=n.event==="answered"),{...n,kind:n.event==="ended"&&!t?"failed":Bo[n.event]}))}function ol({preview:e}){if(e.error)return i`<p><b>${Xn(e.provider)}</b> <span class="dim">cannot play it: ${e.error}</span></p>`;let t=e.phase==="ended"?`${e.status}${e.reason?`, ${e.reason.replaceAll("_"," ")}`:""}`:"it never ends by itself";return i`<details class="entry">
        <summary><b>${Xn(e.provider)}</b><span class="grow dim">${e.timeline.length} events, ${G((e.timeline.at(-1)?.after??0)*1e3)}</span><span class="mono">${t}</span></summary>
        <div class="scroll"><table class="events"><tbody>${e.timeline.map((n,s)=>i`<tr key=${s}><td class="mono">${G(n.after*1e3)}</td><td class="mono">${n.status}</td><td>${n.description}</td></tr>`)}</tbody></table></div>
    </details>`}var al=250,rl=`version: 1
name: my-scenario
summary: Somebody answers, says a word, and hangs up.
queued: 1s
attempts:
  - ringing: 3s
    answered_by: human
    talk:
      - agent: Hello, this is Sarah from Acme.
      - user: Not now, goodbye.
    ended_by: user
`;function Zn({name:e,again:t}){let[n,s]=q(()=>e?m.text(`/scenarios/${encodeURIComponent(e)}/source`):rl,[e]);return s?i`<p class="padded is-error">${s}</p>`:n===void 0?i`<p class="padded dim">loading…</p>`:i`<${il} key=${e} source=${n} again=${t} />`}function il({source:e,again:t}){let[n,s]=g(e),[a,o]=g(null),[r,l]=g(!1),c=T(null);S(()=>{let f=!0,$=setTimeout(async()=>{let p=await m.yaml("/scenarios/check",n).catch(h=>({valid:!1,problems:[],failure:h.message}));f&&o({...p,text:n})},al);return()=>(f=!1,clearTimeout($))},[n]);let u=a?.text===n?a:null,d=async()=>{let{scenarios:f}=await m.yaml("/scenarios",n);be(`Saved in this world: ${f.map($=>$.name).join(", ")}.`),await t(),R(["scenarios",f[0].name,"edit"],{replace:!0})};return i`<div class="editor">
        <${ll} text=${n} problems=${a?.problems??[]} field=${c} onText=${s} />
        <div class="padded stack">
            <${cl} checked=${u} pending=${!u} onPick=${f=>ul(c.current,n,f)} />
            <div class="row-of">
                <${I} class="primary" disabled=${!u?.valid} onAction=${d}>save in this world<//>
                <button disabled=${n===e} onClick=${()=>s(e)}>undo all</button>
                <button aria-pressed=${r} onClick=${()=>l(!r)}>${r?"hide the preview":"preview"}</button>
                <span class="dim">Files are not changed: copy the text into yours to keep it.</span>
            </div>
        </div>
        ${r&&u?.valid&&i`<${ln} path="/scenarios/preview" text=${n} />`}
    </div>`}function ll({text:e,problems:t,field:n,onText:s}){let a=T(null),o=e.split(`
`).length,r=new Map;for(let u of t)r.get(u.line)!=="error"&&r.set(u.line,u.severity);let l=()=>a.current.scrollTop=n.current.scrollTop;F(l,[e]);let c=u=>{u.key!=="Tab"||u.shiftKey||u.ctrlKey||u.altKey||(u.preventDefault(),u.target.setRangeText("  ",u.target.selectionStart,u.target.selectionEnd,"end"),s(u.target.value))};return i`<div class="code">
        <div class="gutter" ref=${a} aria-hidden="true">${Array.from({length:o},(u,d)=>i`<span key=${d} class=${r.has(d+1)?`is-${r.get(d+1)}`:void 0}>${d+1}</span>`)}</div>
        <textarea ref=${n} spellcheck="false" autocapitalize="off" wrap="off" aria-label="scenario, as YAML" value=${e} onInput=${u=>s(u.target.value)} onScroll=${l} onKeyDown=${c}></textarea>
    </div>`}function cl({checked:e,pending:t,onPick:n}){if(t)return i`<p class="dim" role="status">checking…</p>`;if(e.failure)return i`<p class="is-error" role="status">${e.failure}</p>`;if(!e.problems.length)return i`<p role="status"><span class="chip is-ok">valid</span> <span class="dim">${e.names.join(", ")}</span></p>`;let s=e.problems.filter(r=>r.severity==="error").length,a=e.problems.length-s,o=[s&&z(s,"error"),a&&z(a,"warning")].filter(Boolean).join(", ");return i`<div role="status">
        <p><span class=${`chip ${s?"is-failed":"is-pending"}`}>${o}</span></p>
        <ol class="problems">${e.problems.map(r=>i`<li key=${`${r.line}:${r.column}:${r.message}`}>
            <button class="plain problem-row" onClick=${()=>n(r)}><span class=${`mono is-${r.severity}`}>line ${r.line}</span><span>${r.path&&i`<code>${r.path}</code> `}${r.message}</span></button>
        </li>`)}</ol>
    </div>`}function ul(e,t,{line:n,column:s}){let a=t.split(`
`),o=a.slice(0,n-1).reduce((l,c)=>l+c.length+1,0)+s-1,r=o-s+1+(a[n-1]?.length??0);e.focus(),e.setSelectionRange(o,Math.max(o,r)),e.scrollTop=Math.max(0,(n-4)*parseFloat(getComputedStyle(e).lineHeight))}var dl=54,Ko="new";function zo(){let{path:e,query:t}=k.value,[n,s="graph"]=[e[1]??null,e[2]],[a,o,r]=q(()=>m.get("/scenarios"),[x.value]),l=pe(null);pl(r);let c=O(()=>fl(a?.scenarios??[],t.q),[a,t.q]);return ce(u=>{let d=c.findIndex(f=>f.name===(l.value??n));if(u==="j"||u==="k"){let f=c[u==="j"?Math.min(d+1,c.length-1):Math.max(d-1,0)];return f&&(l.value=f.name),f&&n&&R(["scenarios",f.name,e[2]],{query:t}),!0}return u==="Enter"&&l.value?(R(["scenarios",l.value],{query:t}),!0):u==="Escape"&&n?(R(["scenarios"],{query:t}),!0):!1}),i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="scenarios">
            <div class="filter">
                <input type="search" placeholder="filter: name, what happens…   /" aria-label="filter scenarios" value=${t.q??""} onInput=${u=>se({q:u.target.value})} />
                <a class="button" href=${_(["scenarios",Ko,"edit"],t)}>new</a>
                ${a&&i`<${$l} found=${a} again=${r} />`}
            </div>
            <${Ke} rows=${c} keyOf=${u=>u.name} height=${dl} selected=${l.value??n} label="scenarios"
                empty=${i`<p class="padded dim">${o||(a?"No scenario fits the filter.":"loading…")}</p>`}
                row=${u=>i`<${ml} row=${u} open=${u.name===n} marked=${u.name===l.value} fallback=${a.default} next=${a.next} href=${_(["scenarios",u.name,e[2]],t)} />`} />
        </section>
        ${n?i`<${hl} key=${n} name=${n} tab=${s} query=${t} found=${a} again=${r} />`:i`<section class="detail is-empty"><p class="dim">Choose a scenario to see its states, and how a call would unfold at each provider.</p></section>`}
    </main>`}function pl(e){let t=T(e);t.current=e,S(()=>{let n=()=>t.current();addEventListener("focus",n);let s=Z(a=>a==="reload"&&n());return()=>(removeEventListener("focus",n),s())},[])}function fl(e,t=""){let n=t.toLowerCase().split(/\s+/).filter(Boolean);return e.filter(s=>n.every(a=>`${s.name} ${s.summary} ${s.provider??""}`.toLowerCase().includes(a)))}function $l({found:e,again:t}){let n=async()=>{await m.post("/scenarios/next",{names:[]}),t()};return i`<p class="chosen dim">
        Calls for which nothing else is said play <b>${e.default}</b>.
        ${e.next.length>0&&i` First, in order: <b>${e.next.join(", ")}</b>. <${I} class="small" onAction=${n}>clear<//>`}
    </p>`}function ml({row:e,open:t,marked:n,fallback:s,next:a,href:o}){let r=a.filter(l=>l===e.name).length;return i`<a class=${`scenario-row${n?" is-marked":""}`} href=${o} aria-current=${t?"true":void 0}>
        <span class="who">${e.name}</span>
        <span class="row-of">${e.name===s&&i`<span class="chip is-ok">default</span>`}${r>0&&i`<span class="chip is-pending">next${r>1?` × ${r}`:""}</span>`}${e.provider&&i`<span class="dim">${e.provider} only</span>`}${e.origin==="request"&&i`<span class="chip">of this world</span>`}</span>
        <span class="sub" title=${e.summary}>${e.summary||"no summary"}</span>
    </a>`}function hl({name:e,tab:t,query:n,found:s,again:a}){if(e===Ko)return i`<section class="detail" aria-label="scenario"><${Zn} name=${null} again=${a} /></section>`;let o=s?.scenarios.find(l=>l.name===e);if(s&&!o)return i`<section class="detail"><${H} title=${`There is no scenario ${e}`}><p><a href=${_(["scenarios"])}>All scenarios</a></p><//></section>`;if(!o)return i`<section class="detail"><p class="dim">loading…</p></section>`;let r=l=>_(["scenarios",e,l],n);return i`<section class="detail" aria-label="scenario">
        <div class="call-head">
            <a class="back button small" href=${_(["scenarios"],n)} aria-label="back to the list">←</a>
            <h1>${e}</h1>
            <div class="controls">
                <a class="button" href=${_(["place"],{scenario:e,provider:o.provider})}>play it…</a>
                <${I} onAction=${()=>vl(e,a)}>next call plays it<//>
                <${I} disabled=${s.default===e} onAction=${()=>_l(e,a)}>make default<//>
                <${I} class="danger" onAction=${()=>gl(e,a)}>delete<//>
            </div>
        </div>
        <p class="dim">${o.summary} <span class="mono">${o.source}</span></p>
        <div class="card">
            <${ye} label="about the scenario" current=${t} to=${r} tabs=${[["graph","States"],["preview","Preview"],["edit","Edit"]]} />
            ${t==="preview"?i`<${ln} path=${`/scenarios/${encodeURIComponent(e)}/preview`} />`:t==="edit"?i`<${Zn} name=${e} again=${a} />`:i`<${bl} row=${o} />`}
        </div>
    </section>`}var vl=async(e,t)=>{let{next:n}=await m.get("/scenarios");await m.post("/scenarios/next",{names:[...n,e]}),t()},_l=async(e,t)=>{await m.put("/scenarios/default",{name:e}),t()};async function gl(e,t){confirm(`Delete the scenario ${e} from this world? A reset brings shipped scenarios back.`)&&(await m.delete(`/scenarios/${encodeURIComponent(e)}`),R(["scenarios"]),t())}function bl({row:e}){let[t,n]=g(""),s=encodeURIComponent(e.name);return i`<div class="padded stack">
        <div class="row-of">
            <label>status words of <select value=${t} onChange=${a=>n(a.target.value)}>
                <option value="">${e.provider??"no provider"}</option>
                ${P.value.map(a=>i`<option key=${a.name} value=${a.name}>${a.title}</option>`)}
            </select></label>
            <button class="small spread" onClick=${()=>fe(async()=>navigator.clipboard.writeText(await m.text(`/scenarios/${s}/diagram`,{provider:t})))}>copy as Mermaid</button>
        </div>
        <${Bt} path=${`/scenarios/${s}/diagram.svg`} query=${{provider:t}} />
    </div>`}var Jo=()=>i`<main></main>`;function Go(){return i`<main class="centered">
        <form class="card padded" onSubmit=${t=>{t.preventDefault(),Ve.value=!1,Ie.value=new FormData(t.target).get("token").trim()}}>
            <h2>This server has an admin token</h2>
            <p>It was started with <code>--admin-token</code>. ${Ie.value?"The token that you gave is not the right one.":"Enter the token to see its calls."}</p>
            <p class="buttons">
                <input name="token" type="password" autocomplete="off" required aria-label="admin token" autofocus />
                <button class="primary">enter</button>
            </p>
            <p class="dim">It is kept in the memory of this page until you close it.</p>
        </form>
    </main>`}var Qn=8,yl={delivered:"is-ok",failed:"is-failed",refused:"is-failed",lost:"is-lost",pending:"is-pending",sending:"is-pending"},wl={delivered:"✓",failed:"✕",refused:"⊘",lost:"∅",pending:"…",sending:"→"},cn={pending:"Not yet due, or waiting for its turn.",sending:"In flight: the receiver has not answered yet.",delivered:"Answered with 2xx.",failed:"Given up after the last attempt.",lost:"Lost on purpose, because of a planned fault.",refused:"Not sent: the host is not allowed."},un=({outcome:e})=>i`<span class=${`chip ${yl[e]}`} title=${cn[e]}><span aria-hidden="true">${wl[e]}</span> ${e}</span>`,es=({status:e})=>e>=200&&e<300;function Vo({delivery:e}){let{attempts:t,next_at:n}=e,s=t.filter(o=>!es(o)).length,a=`${z(t.length,"attempt")}${s?`, ${s} failed`:""}`;return i`<span class="dots" role="img" aria-label=${a} title=${a}>
        ${t.length>Qn&&i`<small>+${t.length-Qn}</small>`}
        ${t.slice(-Qn).map(o=>i`<i class=${es(o)?"is-ok":"is-failed"}></i>`)}
        ${n&&i`<i class="is-next"></i>`}
    </span>`}function Yo({delivery:e}){let{attempts:t,next_at:n}=e;return i`<ol class="attempts">
        ${t.map((s,a)=>i`<${kl} key=${a} attempt=${s} number=${a+1} />`)}
        ${n&&i`<li class="dim"><b>${t.length+1}</b> <time class="mono">${J(y(n))}</time> planned</li>`}
    </ol>`}function kl({attempt:e,number:t}){let n=y(e.at);return i`<li>
        <b>${t}</b>
        <time class="mono" title=${A(n)}>${J(n)}</time>
        ${e.error?i`<span class="chip is-failed">error</span>`:i`<${xl} attempt=${e} />`}
        <span class="dim mono">${ne(e.duration_ms)}</span>
        <span class="text">${e.error}</span>
        ${e.answer&&i`<pre class="json">${Q(e.answer)}</pre>`}
    </li>`}var xl=({attempt:e})=>es(e)?i`<${at} status=${e.status} />`:i`<span class="chip is-failed">${e.status}</span>`;var Sl=300;function Xo({id:e}){let[t,n,s]=q(()=>m.get(`/webhooks/${e}`),[e]),a=O(()=>ee(s,Sl),[e]);return S(()=>Z((o,r)=>(o==="delivery"&&r.id===e||o==="reload")&&a()),[a]),i`<${ot}
        title=${`webhook ${e}`}
        name="webhooks"
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${un} outcome=${t.outcome} />`}`}
        back=${_(["webhooks"],k.value.query)}
        actions=${t&&i`<${Cl} delivery=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`} ${t&&i`<${Tl} delivery=${t} />`}
    <//>`}function Cl({delivery:e}){return i`<${I} class="small primary" title="send the same bytes again, as a new delivery" onAction=${async()=>{let s=await m.post(`/webhooks/${e.id}/replay`);be(`Sent again as webhook ${s.id}.`),R(["webhooks",s.id],{query:k.value.query})}}>replay<//>
        <${W} text=${()=>Q(e.body)} label="copy body" /> <${W} text=${()=>X(e.method,e.url,{headers:e.headers,body:e.body||void 0})} label="copy as curl" />`}function Tl({delivery:e}){let{outcome:t,reason:n,remedy:s}=e,a=t==="failed"||t==="refused";return i`<h2 class="mono target">${e.event}</h2>
        ${(n||s)&&i`<div class=${`remark ${a?"is-failed":""}`}>
            ${n&&i`<p><b>${n}</b></p>`} ${s&&i`<p>${s}</p>`}
        </div>`}
        <${an} rows=${El(e)} />
        <section class="card message">
            <h2>Attempts</h2>
            ${e.attempts.length||e.next_at?i`<${Yo} delivery=${e} />`:i`<p class="dim">No attempt was made. ${cn[t]}</p>`}
        </section>
        <section class="card message">
            <h2>Request</h2>
            <p class="mono target">${e.method} ${e.url}</p>
            <${rt} headers=${e.headers} />
            <${je} text=${e.body} />
        </section>`}function El(e){let{call:t,copy_of:n,next_at:s}=e;return[["outcome",cn[e.outcome]],["event at",A(y(e.at))],["next attempt",s&&A(y(s))],["provider",e.provider],["call",t&&i`<a class="mono" href=${_(["calls",t])}>${t}</a>`],["endpoint",e.endpoint],["blocking",e.blocking&&"yes: the call waits for the response"],["faults",e.faults.join(", ")],["copy of",n&&i`<a href=${_(["webhooks",n])}>#${n}</a>`],["replayed",e.replayed&&"by hand"]]}var Ml=700,dn=["webhooks","sinks"],ts=100,Ct=e=>`${location.origin}${V}/__admin/sink/${e}`;function Zo(e,t){let[n,s,a]=q(e,t),o=O(()=>ee(a,Ml),t);return S(()=>Z(r=>(r==="delivery"||r==="reload")&&o()),[o]),[n,s,a]}function Qo({open:e}){let[t,n,s]=Zo(async()=>(await m.get("/sink")).sinks,[x.value]);return ce(a=>{if(a==="Escape"&&e)return R(dn),!0;if(a!=="j"&&a!=="k")return!1;let o=(t??[]).findIndex(({name:r})=>r===e)+(a==="j"?1:-1);return t?.[o]&&R([...dn,t[o].name],{replace:!!e}),!0}),i`<${st}
        label="sinks"
        list=${i`<div class="scroll padded stack sinks">
            ${n&&i`<p class="problem" role="alert">${n}</p>`}
            <p class="dim">
                A sink is a receiver that is built in. Use its URL anywhere a webhook URL is wanted: it stores the last thousand requests and answers 200, or as the URL says: <code>?status=503&delay=3s</code>.
            </p>
            <div class="command"><pre>${Ct("NAME")}</pre><${W} text=${()=>Ct("mine")} /></div>
            ${t&&!t.length&&i`<${Ol} />`}
            <ul class="rules">
                ${(t??[]).map(a=>i`<li key=${a.name} class=${a.name===e?"is-selected":""}>
                    <a class="grow mono" href=${_([...dn,a.name])} aria-current=${a.name===e?"true":void 0}>${a.name}</a>
                    <span>${z(a.count,"request")}</span>
                    <time class="mono dim" title=${A(y(a.last_at))}>${J(y(a.last_at))}</time>
                </li>`)}
            </ul>
        </div>`}
        detail=${e&&i`<${Al} key=${e} name=${e} onCleared=${s} />`}
    />`}function Ol(){let e=X("POST",Ct("mine"),{headers:{"Content-Type":"application/json","X-Mockserver-World":x.value},body:'{"hello": "sink"}'});return i`<${H} title="No sink has received anything" command=${e}>
        <p>A sink needs no set-up. The first request to its URL makes it:</p>
    <//>`}function Al({name:e,onCleared:t}){let[n,s,a]=Zo(async()=>(await m.get(`/sink/${encodeURIComponent(e)}`)).requests,[e]),o=async()=>{await m.delete(`/sink/${encodeURIComponent(e)}`),await Promise.all([a(),t()])},r=O(()=>(n??[]).map((c,u)=>[u+1,c]).reverse(),[n]),l=i`<${W} text=${Ct(e)} label="copy URL" />
        <${I} class="small danger" disabled=${!r.length} onAction=${o}>delete what it received<//>`;return i`<${ot} title=${`sink ${e}`} name="sinks" heading=${e} back=${_(dn)} actions=${l}>
        <p class="mono target">${Ct(e)}</p>
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
        ${n&&!r.length&&i`<p class="dim">This sink holds no requests.</p>`}
        ${r.slice(0,ts).map(([c,u])=>i`<${Nl} key=${c} number=${c} request=${u} isOpen=${c===r.length} />`)}
        ${r.length>ts&&i`<p class="dim">These are the newest ${ts} of ${z(r.length,"request")}.</p>`}
    <//>`}function Nl({number:e,request:t,isOpen:n}){let s=y(t.at),a=t.headers["x-mockserver-delivery"];return i`<details class="card message" open=${n}>
        <summary>
            <b>${t.method}</b> <time class="mono" title=${A(s)}>${J(s)}</time>${" "}
            <span class="dim">${e}${Rl(t.body)}</span>
        </summary>
        ${a&&i`<p><a href=${_(["webhooks",a])}>webhook ${a}</a></p>`}
        <${rt} headers=${t.headers} />
        <${je} text=${t.body} />
    </details>`}function Rl(e){let t=/"event"\s*:\s*"([^"]+)"/.exec(e.slice(0,400));return t?` · ${t[1]}`:""}var ea=({id:e,values:t})=>i`<datalist id=${e}>${t.map(n=>i`<option key=${n} value=${n}></option>`)}</datalist>`;var ss={duplicate:"The webhook arrives twice with the same bytes. Each copy has its own retries.",reorder:"The webhook arrives up to so much later, so others overtake it.",late:"The webhook arrives so much later.",lose:"The webhook never arrives. Its outcome is lost.",cut:"Only half of the body arrives, with the signature of the whole body, at every attempt.",slow:"The body arrives in slices, over so much real time. Only over HTTP.",redirect:"The webhook arrives as after a followed redirect: with GET and without a body after 301, 302 and 303, unchanged after 307 and 308.",before_answer:"Webhooks that a request causes arrive before the response to that request."},Ll={reorder:{label:"at most",placeholder:"10s"},late:{label:"by",placeholder:"5s..2m",required:!0},slow:{label:"over",placeholder:"3s",required:!0}},ql=[301,302,303,307,308],ns=E({});function ta(){let[e,t,n]=q(()=>m.get("/webhooks/plan"),[x.value]);S(()=>Z(a=>a==="reload"&&n()),[]);let s=async a=>{await m.patch("/webhooks/plan",a),await n()};return i`<div class="scroll padded stack narrow-page">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&i`<${Pl} key=${e.to} to=${e.to} save=${s} /><${Dl} plan=${e.plan} save=${s} />`}
    </div>`}function Pl({to:e,save:t}){let[n,s]=g(e??""),[a,o]=g("");return i`<form class="card block" onSubmit=${async l=>{l.preventDefault(),o(""),await t({to:n.trim()||null}).catch(c=>o(c.message))}}>
        <h2>Send all webhooks to one URL</h2>
        <p class="dim">
            Each webhook of this world goes there instead of to the URL that the client set, also blocking requests. Empty: each goes to its own URL.
        </p>
        <div class="row-of">
            <input class="grow" type="url" value=${n} onInput=${l=>s(l.target.value)} aria-label="URL for all webhooks" placeholder=${`${location.origin}${V}/__admin/sink/mine`} />
            <button class="primary" disabled=${n.trim()===(e??"")}>save</button>
            ${e&&i`<${I} onAction=${()=>t({to:null})}>to their own URLs<//>`}
        </div>
        ${a&&i`<p class="problem" role="alert">${a}</p>`}
    </form>`}function Dl({plan:e,save:t}){let n=ns.value[x.value]??[],s=c=>ns.value={...ns.value,[x.value]:c},a=(c,u)=>c.filter(d=>d!==u),o=async(c,u)=>{await t({plan:u?a(e,c):[...e,c]}),s(u?[...n,c]:a(n,c))},r=(c,u)=>u?t({plan:a(e,c)}):s(a(n,c)),l=[...e.map(c=>[c,!0]),...n.map(c=>[c,!1])];return i`<section class="card block">
        <h2>Planned faults</h2>
        <p class="dim">
            They affect webhooks that are written from now on, of all calls. Each kind acts on a delivery at most once: the first rule that matches counts.
        </p>
        ${!l.length&&i`<p>No faults are planned: every webhook is sent on time, once and complete.</p>`}
        <ul class="rules">
            ${l.map(([c,u])=>i`<${Il} key=${JSON.stringify(c)+u} rule=${c} isOn=${u} toggle=${o} remove=${r} />`)}
        </ul>
        ${n.length>0&&i`<p class="dim">Rules that are off are not in the plan. Only this page remembers them, until it is closed.</p>`}
        <${Ul} add=${c=>t({plan:[...e,c]})} />
    </section>`}function Il({rule:e,isOn:t,toggle:n,remove:s}){let{fault:a,events:o,chance:r=1,by:l,status:c}=e,u=[r<1&&`chance ${r}`,l&&`by ${l}`,c&&`status ${c}`].filter(Boolean);return i`<li class=${t?"":"is-off"}>
        <label class="switch"><input type="checkbox" checked=${t} onChange=${()=>fe(()=>n(e,t))} aria-label=${`${a} is on`} /></label>
        <div class="grow">
            <p><b class="mono">${a}</b> of <span class="mono">${[o].flat().join(", ")}</span> <span class="dim">${u.join(" · ")}</span></p>
            <p class="dim">${ss[a]}</p>
        </div>
        <${I} class="small" aria-label=${`remove ${a}`} onAction=${()=>s(e,t)}>remove<//>
    </li>`}function Ul({add:e}){let[t,n]=g("duplicate"),[s,a]=g(""),o=[...new Set(P.value.flatMap(c=>c.webhook_events))].sort(),r=async c=>{c.preventDefault(),a("");try{await e(jl(new FormData(c.target)))}catch(u){a(u.message)}},l=Ll[t];return i`<form class="add-rule" onSubmit=${r} aria-label="add a fault">
        <h3>Add a fault</h3>
        <div class="row-of">
            <select name="fault" aria-label="kind of fault" value=${t} onChange=${c=>n(c.target.value)}>
                ${Object.keys(ss).map(c=>i`<option key=${c} value=${c}>${c}</option>`)}
            </select>
            <label>events <input name="events" list="webhook-events" placeholder="* (all)" size="18" /></label>
            <${ea} id="webhook-events" values=${["*","call.*",...o]} />
            <label>chance <input name="chance" type="number" min="0" max="1" step="any" placeholder="1" /></label>
            ${l&&i`<label>${l.label} <input name="by" placeholder=${l.placeholder} required=${l.required} size="9" /></label>`}
            ${t==="redirect"&&i`<label>status <select name="status">${ql.map(c=>i`<option key=${c} selected=${c===302}>${c}</option>`)}</select></label>`}
            <button class="primary">add</button>
        </div>
        <p class="dim">${ss[t]}</p>
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
    </form>`}function jl(e){let t={fault:e.get("fault")},n=e.get("events").split(/[\s,]+/).filter(Boolean);return n.length&&(t.events=n),e.get("chance")&&(t.chance=Number(e.get("chance"))),e.get("by")&&(t.by=e.get("by").trim()),e.get("status")&&(t.status=Number(e.get("status"))),t}var pn=["webhooks"],Fl=["pending","sending","delivered","failed","lost","refused"],Wl=["plan","sinks"];function Hl({headers:e,body:t,...n}){return{...n,attempts:n.attempts.map(({at:s,status:a,error:o})=>({at:s,status:a,error:o}))}}function na(){let{path:e}=k.value,t=Wl.includes(e[1])?e[1]:"log";return i`<main class="log">
        <div class="log-bar">
            <${ye}
                tabs=${[["log","Deliveries"],["plan","Faults and destination"],["sinks","Sinks"]]}
                current=${t}
                label="webhooks"
                to=${s=>_(s==="log"?pn:[...pn,s])}
            />
        </div>
        ${{log:()=>i`<${Bl} open=${e[1]?Number(e[1]):null} />`,plan:()=>i`<${ta} />`,sinks:()=>i`<${Qo} open=${e[2]} />`}[t]()}
    </main>`}function Bl({open:e}){let{q:t,outcome:n,provider:s,event:a}=k.value.query,o=nn(e!=null),l=rn({path:"/webhooks",list:"webhooks",slim:Hl,query:{q:t,outcome:n,provider:s,event:a,wait:0},kind:"delivery"});return i`<${Kl} />
        ${l.error&&i`<p class="problem" role="alert">${l.error}</p>`}
        <${st}
            label="webhooks"
            list=${i`<${on}
                pages=${l}
                rows=${l.rows}
                folder=${pn}
                open=${e}
                label="webhooks, newest first"
                wide=${o}
                empty=${l.loaded&&i`<${Gl} filtered=${t||n||s||a} />`}
                row=${zl}
            />`}
            detail=${e!=null&&i`<${Xo} key=${e} id=${e} />`}
        />`}function Kl(){let{provider:e,outcome:t=""}=k.value.query,n=P.value.filter(({name:a})=>!e||a===e),s=[...new Set(n.flatMap(a=>a.webhook_events))].filter(a=>!a.includes("*")).sort();return i`<div class="filters" role="search">
        <${sn} placeholder="event, URL, body, call, reason…  (/)" label="filter webhooks" />
        <${Ue} name="provider" label="provider" options=${[["","all providers"],...P.value.map(({name:a,title:o})=>[a,o])]} />
        <${Ue} name="event" label="event" options=${[["","all events"],...s.map(a=>[a,a])]} />
        <div class="segments" role="group" aria-label="outcome">
            ${["",...Fl].map(a=>i`<button key=${a} class="small" aria-pressed=${a===t} onClick=${()=>se({outcome:a})}>
                    ${a||"all"}${a==="failed"&&Se.value.webhooks>0?i` <b class="count">${Se.value.webhooks}</b>`:""}
                </button>`)}
        </div>
    </div>`}function zl({value:e,selected:t,wide:n,to:s}){let{outcome:a,reason:o}=e,l=`log-row ${n?"is-wide":"is-narrow"} delivery-row${a==="failed"||a==="refused"?" is-bad":""}${t?" is-selected":""}`,c=y(e.at);return i`<div class=${l}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${A(c)}>${J(c)}</time>
        <span class="provider">${e.provider}</span>
        <a class="main-link mono" href=${s} aria-current=${t?"true":void 0}><b>${e.event}</b></a>
        <span class="of-call">${e.call&&i`<a href=${_(["calls",e.call])} class="mono call-link" title=${`call ${e.call}`}>${Je(e.call)}</a>`}</span>
        <span class="url mono" title=${`${e.method} ${e.url}`}>${e.url}</span>
        <span class="state"><${un} outcome=${a} /></span>
        <${Vo} delivery=${e} />
        <span class="note">${o??Jl(e)} ${!n&&!o&&i`<span class="mono">${e.url}</span>`}</span>
    </div>`}function Jl({replayed:e,copy_of:t,faults:n,blocking:s,outcome:a,next_at:o}){return[a==="pending"&&o?`due ${J(y(o))}`:"",e&&"replay",t&&`copy of ${t}`,...n,s&&"blocking request"].filter(Boolean).join(" · ")}function Gl({filtered:e}){if(e)return i`<${H} title="No webhook matches the filters"><p>Change the filters, or <a href=${_(pn)}>show all webhooks</a>.</p><//>`;let t=P.value.find(({name:s})=>s==="ringyo"),n=t&&X("POST",`${location.origin}${V}${t.base}/webhooks`,{headers:{Authorization:"Bearer any-key","Content-Type":"application/json","X-Mockserver-World":x.value},body:JSON.stringify({url:Vl("mine"),events:["*"]})});return i`<${H} title="No webhooks yet" command=${n}>
        <p>A webhook is sent when a call has a receiver: set a URL with your client, or <a href=${_(["webhooks","plan"])}>send all webhooks to one URL</a>.
        ${n&&" This registers a built-in receiver at Ringyo; then place a call:"}</p>
    <//>`}var Vl=e=>`${location.origin}${V}/__admin/sink/${e}`;var Yl={calls:Vn,requests:jo,webhooks:na,faults:Mo,scenarios:zo,settings:Jo,place:Ao};function Xl(){let e=k.value.path[0],t=Yl[e]??Vn;return i`<${Oo} />
        ${Ve.value?i`<${Go} />`:i`<${t} key=${e} />`}
        <${js} /><${bo} />`}io();go();wn(i`<${Xl} />`,document.getElementById("page"));
